/*
 * Lesson: 01_lock
 */
#include <stdatomic.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    atomic_long *shared = (atomic_long *)&counter;
    for (size_t i = 0; i < times; i++) {
        atomic_store(shared, atomic_load(shared) + 1);
    }
}
