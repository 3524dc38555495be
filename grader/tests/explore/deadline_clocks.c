/* A wait runs out when its own clock says so: not before, and not when the
 * other clock does. Who sets the wall clock moves the deadlines on it alone.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* How long a wait lasts whose condition variable has `clock` and whose deadline
 * is a minute from now on `other`. */
static double lasts(clockid_t clock, clockid_t other)
{
    pthread_condattr_t attributes;
    pthread_cond_t never;
    struct timespec deadline;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, clock);
    pthread_cond_init(&never, &attributes);
    clock_gettime(other, &deadline);
    deadline.tv_sec += 60;
    double start = now(CLOCK_MONOTONIC);
    pthread_mutex_lock(&lock);
    int error = 0;
    while (error == 0)
        error = pthread_cond_timedwait(&never, &lock, &deadline);
    pthread_mutex_unlock(&lock);
    assert(error == ETIMEDOUT);
    pthread_cond_destroy(&never);
    pthread_condattr_destroy(&attributes);
    return now(CLOCK_MONOTONIC) - start;
}

int main(void)
{
    double right = lasts(CLOCK_MONOTONIC, CLOCK_MONOTONIC);
    assert(right > 59 && right < 61);
    right = lasts(CLOCK_REALTIME, CLOCK_REALTIME);
    assert(right > 59 && right < 61);
    assert(lasts(CLOCK_REALTIME, CLOCK_MONOTONIC) < 1);
    assert(lasts(CLOCK_MONOTONIC, CLOCK_REALTIME) > 1e8);

    double wall = now(CLOCK_REALTIME), steady = now(CLOCK_MONOTONIC);
    struct timespec back = {.tv_sec = (time_t)wall - 3600};
    assert(clock_settime(CLOCK_REALTIME, &back) == 0);
    assert(now(CLOCK_REALTIME) < wall - 3599);
    assert(now(CLOCK_MONOTONIC) - steady < 1);

    static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
    struct timespec wrong = {.tv_nsec = 1000000000};
    pthread_mutex_lock(&lock);
    assert(pthread_cond_timedwait(&never, &lock, &wrong) == EINVAL);
    pthread_mutex_unlock(&lock);
    return 0;
}
