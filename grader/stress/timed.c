/*
 * Waits with a deadline: for locks and semaphores, on any clock.
 *
 * ThreadSanitizer knows only those on the time-of-day clock. So the others are
 * turned into these, lest it miss the order that they create.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "stress/call.h"
#include "stress/lock.h"
#include "stress/timed.h"

enum { SECOND_NS = 1000000000 };

static bool is_time(const struct timespec *time)
{
    return time->tv_nsec >= 0 && time->tv_nsec < SECOND_NS;
}

const struct timespec *deadline_of_day(clockid_t clock,
                                       const struct timespec *until,
                                       struct timespec *there)
{
    struct timespec now, day;
    if (clock == CLOCK_REALTIME || !is_time(until) ||
        clock_gettime(clock, &now) != 0)
        return until;
    clock_gettime(CLOCK_REALTIME, &day);
    there->tv_sec = until->tv_sec - now.tv_sec + day.tv_sec;
    long ns = until->tv_nsec - now.tv_nsec + day.tv_nsec;
    if (ns < 0) {
        ns += SECOND_NS;
        there->tv_sec--;
    }
    there->tv_sec += ns / SECOND_NS;
    there->tv_nsec = ns % SECOND_NS;
    return there;
}

enum call_length length_until(clockid_t clock, const struct timespec *until)
{
    struct timespec now;
    return clock_gettime(clock, &now) == 0 &&
                   until->tv_sec > now.tv_sec + FAR_SECONDS
               ? CALL_OPEN
               : CALL_TIMED;
}

bool clock_is_known(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC;
}

/* Two wrappers around one real function that takes a lock until a deadline: on
 * the time-of-day clock, and on a clock that is named. See LOCK(). */
#define TIMED_LOCK(by_day, by_clock, type, relock)                             \
    int __real_##by_day(type *, const struct timespec *);                      \
    int __wrap_##by_day(type *, const struct timespec *);                      \
    int __wrap_##by_clock(type *, clockid_t, const struct timespec *);         \
    int __wrap_##by_day(type *lock, const struct timespec *until)              \
    {                                                                          \
        ARGUMENT_READ(until);                                                  \
        if (!(relock))                                                         \
            lock_refuse_relock(#by_day, lock, CALLER);                         \
        call_begin(#by_day, lock, CALLER,                                      \
                   length_until(CLOCK_REALTIME, until));                       \
        return lock_taken(lock, CALLER, __real_##by_day(lock, until));         \
    }                                                                          \
    int __wrap_##by_clock(type *lock, clockid_t clock,                         \
                          const struct timespec *until)                        \
    {                                                                          \
        struct timespec there;                                                 \
        ARGUMENT_READ(until);                                                  \
        if (!clock_is_known(clock))                                            \
            return EINVAL;                                                     \
        if (!(relock))                                                         \
            lock_refuse_relock(#by_clock, lock, CALLER);                       \
        until = deadline_of_day(clock, until, &there);                         \
        call_begin(#by_clock, lock, CALLER,                                    \
                   length_until(CLOCK_REALTIME, until));                       \
        return lock_taken(lock, CALLER, __real_##by_day(lock, until));         \
    }

TIMED_LOCK(pthread_mutex_timedlock, pthread_mutex_clocklock, pthread_mutex_t,
           !mutex_is_normal(lock))
TIMED_LOCK(pthread_rwlock_timedrdlock, pthread_rwlock_clockrdlock,
           pthread_rwlock_t, !holds_to_write(lock))
TIMED_LOCK(pthread_rwlock_timedwrlock, pthread_rwlock_clockwrlock,
           pthread_rwlock_t, false)

int __real_sem_timedwait(sem_t *, const struct timespec *);
int __wrap_sem_timedwait(sem_t *semaphore, const struct timespec *until);
int __wrap_sem_clockwait(sem_t *semaphore, clockid_t clock,
                         const struct timespec *until);

static int sem_wait_until(sem_t *semaphore, const struct timespec *until,
                          const char *call, const void *at)
{
    call_begin(call, semaphore, at, length_until(CLOCK_REALTIME, until));
    int result = __real_sem_timedwait(semaphore, until);
    int error = errno;
    call_end();
    errno = error;
    return result;
}

int __wrap_sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
    ARGUMENT_READ(until);
    return sem_wait_until(semaphore, until, "sem_timedwait", CALLER);
}

int __wrap_sem_clockwait(sem_t *semaphore, clockid_t clock,
                         const struct timespec *until)
{
    struct timespec there;
    ARGUMENT_READ(until);
    if (!clock_is_known(clock)) {
        errno = EINVAL;
        return -1;
    }
    until = deadline_of_day(clock, until, &there);
    return sem_wait_until(semaphore, until, "sem_clockwait", CALLER);
}
