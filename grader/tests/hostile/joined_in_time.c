/* Honest: a helper is waited for until a deadline, by either clock, or asked
 * for until it is done. What it wrote can be read after any such join.
 * Verdict: pass
 */
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include "counter.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

long counter = 0;

static void *helper(void *times)
{
    size_t *mine = times;
    *mine += 1;
    return times;
}

static int join(pthread_t made, size_t way)
{
    const struct timespec never = {.tv_sec = 4000000000};
    if (way == 0)
        return pthread_timedjoin_np(made, NULL, &never);
    if (way == 1)
        return pthread_clockjoin_np(made, NULL, CLOCK_MONOTONIC, &never);
    return pthread_tryjoin_np(made, NULL);
}

void increment(size_t times)
{
    size_t mine = times;
    for (size_t way = 0; way < 3; way++) {
        pthread_t made;
        if (pthread_create(&made, NULL, helper, &mine) != 0)
            return;
        while (join(made, way) != 0)
            sched_yield();
    }
    pthread_mutex_lock(&lock);
    counter += (long)mine - 3;
    pthread_mutex_unlock(&lock);
}
