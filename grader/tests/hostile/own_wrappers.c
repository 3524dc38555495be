/* Hostile: replaces the wrappers that the engine puts around calls.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

int __wrap_pthread_mutex_lock(void *lock);

int __wrap_pthread_mutex_lock(void *lock)
{
    (void)lock;
    return 0;
}
