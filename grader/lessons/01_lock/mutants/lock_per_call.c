/* Mutant: the lock is a local variable, so every call has one of its own and
 * no thread ever waits for another.
 * Finding: race
 */
#include "counter.h"

#include <pthread.h>

long counter = 0;

void increment(size_t times)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    pthread_mutex_destroy(&lock);
}
