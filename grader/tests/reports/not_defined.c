/*
 * Lesson: 01_lock
 */
#include "counter.h"

long counter = 0;

void increments(size_t times)
{
    counter += (long)times;
}
