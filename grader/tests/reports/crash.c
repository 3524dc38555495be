/*
 * Lesson: 01_lock
 */
#include "counter.h"

long counter = 0;
static long *shared;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        *shared += 1;
    }
}
