/* Mutant: one exit for all ways out, reached by one way on which the lock was
 * never taken. That way releases what it does not hold.
 * Finding: misuse
 */
#include "counter.h"

#include <pthread.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    if (times == 0) {
        goto out;
    }
    pthread_mutex_lock(&lock);
    counter += (long)times;
out:
    pthread_mutex_unlock(&lock);
}
