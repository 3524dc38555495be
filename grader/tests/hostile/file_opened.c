/* Hostile: reads the solution.
 * Verdict: build
 */
#include "counter.h"

#include <stdio.h>

long counter = 0;

void increment(size_t times)
{
    FILE *file = fopen("solutions/01_lock/counter.c", "r");
    if (file) {
        fclose(file);
    }
    counter += (long)times;
}
