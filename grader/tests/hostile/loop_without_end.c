/* Hostile: runs in a circle for ever, but only where it is not explored.
 * Verdict: fail
 * Finding: timeout
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    for (volatile int round = 0; times >= 200; round = !round) {
    }
    pthread_mutex_lock(&lock);
    counter += (long)times;
    pthread_mutex_unlock(&lock);
}
