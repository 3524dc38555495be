/*
 * Lesson 26, the program: (to be written: what it shows without any
 * tool).
 */
#include <stdio.h>

#include "fences.h"

int main(void)
{
    printf("%d\n", fences_use(1));
    return 0;
}
