/* Who sleeps until a moment does not sleep on when somebody else's sleep has
 * moved the clock beyond it.
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>

static void *sleep_long(void *unused)
{
    const struct timespec span = {.tv_sec = 5};
    nanosleep(&span, NULL);
    return unused;
}

int main(void)
{
    struct timespec start, end;
    pthread_t other;
    clock_gettime(CLOCK_MONOTONIC, &start);
    pthread_create(&other, NULL, sleep_long, NULL);
    struct timespec moment = {.tv_sec = start.tv_sec + 1,
                              .tv_nsec = start.tv_nsec};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert(end.tv_sec >= start.tv_sec + 1); /* it was first */
    assert(end.tv_sec <= start.tv_sec + 5); /* or the other one was */
    pthread_join(other, NULL);
    return 0;
}
