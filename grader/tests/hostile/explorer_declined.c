/* Hostile: calls what the explorer has no model of, so that only real threads
 * look at increments in two halves.
 * Verdict: build
 */
#include <pthread.h>
#include <stdatomic.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    _Atomic long *shared = (_Atomic long *)&counter;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setsigmask_np(&attributes, NULL);
    for (size_t i = 0; i < times; i++) {
        long now = atomic_load(shared);
        atomic_store(shared, now + 1);
    }
}
