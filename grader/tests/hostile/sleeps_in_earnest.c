/* Hostile: sleeps for hours by C11's call, but only where time is real.
 * Verdict: fail
 * Finding: deadlock
 */
#include <pthread.h>
#include <threads.h>

#include "counter.h"

enum { EXPLORED = 3 };

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    const struct timespec hours = {.tv_sec = 100000};
    if (times > EXPLORED) {
        thrd_sleep(&hours, NULL);
    }
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    pthread_mutex_unlock(&lock);
}
