/* Hostile: sleeps for days by a call that any answer may make, but only where
 * time is real. Nobody waits for that.
 * Verdict: fail
 * Finding: deadlock
 */
#include <pthread.h>
#include <unistd.h>

#include "counter.h"

enum { EXPLORED = 3, DAYS = 1000000 };

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    pthread_mutex_unlock(&lock);
    if (times > EXPLORED) {
        sleep(DAYS);
    }
}
