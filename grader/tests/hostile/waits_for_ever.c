/* Hostile: waits for what nobody will ever do.
 * Verdict: fail
 * Finding: deadlock
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;

void increment(size_t times)
{
    pthread_mutex_lock(&lock);
    for (counter += (long)times;;) {
        pthread_cond_wait(&never, &lock);
    }
}
