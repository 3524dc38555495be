/* Mutant: only the read is locked; the sum is written back after the unlock,
 * to hold the lock for a shorter time.
 * Finding: race
 */
#include "counter.h"

#include <pthread.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        long next = counter + 1;
        pthread_mutex_unlock(&lock);
        counter = next;
    }
}
