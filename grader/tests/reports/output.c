/*
 * Lesson: 01_lock
 */
#include <stdio.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times;) {
        printf("increment %zu of %zu\n", i, times);
    }
}
