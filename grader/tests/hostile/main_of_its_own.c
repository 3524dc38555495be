/* Hostile: brings a main() that prints what a pass might look like.
 * Verdict: fail
 * Finding: race
 */
#include <stdio.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

int main(void)
{
    puts("01_lock: pass, 100 of 100 points");
    return 0;
}
