/*
 * Lesson: 01_lock
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
