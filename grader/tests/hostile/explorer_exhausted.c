/* Hostile: makes more objects than can be explored, so that only real threads
 * look at increments in two halves.
 * Verdict: fail
 * Finding: misuse
 */
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "counter.h"

enum { OBJECTS = 70000 };

long counter = 0;

void increment(size_t times)
{
    _Atomic long *shared = (_Atomic long *)&counter;
    sem_t *many = calloc(OBJECTS, sizeof *many);
    for (int i = 0; many && i < OBJECTS; i++) {
        sem_init(&many[i], 0, 1);
    }
    for (size_t i = 0; i < times; i++) {
        long now = atomic_load(shared);
        atomic_store(shared, now + 1);
    }
    free(many);
}
