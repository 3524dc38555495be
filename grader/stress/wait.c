/*
 * Waits: condition variables, semaphores, barriers, and the naps of loops that
 * poll.
 *
 * POSIX lets pthread_cond_wait() return without a signal, so once in a while
 * this one does; code that asks `if` where it must ask `while` meets here what
 * it would meet in the field.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

#include "stress/call.h"
#include "stress/perturb.h"
#include "stress/real.h"

enum { SPURIOUS_ONCE_IN = 8 };

int __real_pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int __real_pthread_cond_timedwait(pthread_cond_t *, pthread_mutex_t *,
                                  const struct timespec *);
int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);
int __wrap_pthread_cond_timedwait(pthread_cond_t *condition,
                                  pthread_mutex_t *mutex,
                                  const struct timespec *until);

static int wait_spuriously(pthread_mutex_t *mutex)
{
    int error = __real_pthread_mutex_unlock(mutex);
    if (error)
        return error;
    __real_sched_yield();
    return __real_pthread_mutex_lock(mutex);
}

/* The wait gives the mutex back and takes it again before it returns. */
static int wait_on(const char *call, pthread_cond_t *condition,
                   pthread_mutex_t *mutex, const struct timespec *until,
                   const void *at)
{
    if (!thread_self)
        return until ? __real_pthread_cond_timedwait(condition, mutex, until)
                     : __real_pthread_cond_wait(condition, mutex);
    if (!holds_has(mutex))
        call_misuse("waits with a mutex that it does not hold", call, mutex,
                    at);
    call_begin(call, condition, at, until != NULL);
    holds_remove(mutex);
    int error;
    if (perturb_once_in(thread_self, SPURIOUS_ONCE_IN))
        error = wait_spuriously(mutex);
    else if (until)
        error = __real_pthread_cond_timedwait(condition, mutex, until);
    else
        error = __real_pthread_cond_wait(condition, mutex);
    holds_add(mutex, at);
    call_end();
    return error;
}

int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    return wait_on("pthread_cond_wait", condition, mutex, NULL, CALLER);
}

int __wrap_pthread_cond_timedwait(pthread_cond_t *condition,
                                  pthread_mutex_t *mutex,
                                  const struct timespec *until)
{
    return wait_on("pthread_cond_timedwait", condition, mutex, until, CALLER);
}

/* A call on one object that changes no holdings. */
#define PLAIN(function, type, timed)                                           \
    int __real_##function(type *);                                             \
    int __wrap_##function(type *);                                             \
    int __wrap_##function(type *object)                                        \
    {                                                                          \
        call_begin(#function, object, CALLER, timed);                          \
        int result = __real_##function(object);                                \
        int error = errno;                                                     \
        call_end();                                                            \
        errno = error;                                                         \
        return result;                                                         \
    }

PLAIN(pthread_cond_signal, pthread_cond_t, true)
PLAIN(pthread_cond_broadcast, pthread_cond_t, true)
PLAIN(pthread_barrier_wait, pthread_barrier_t, false)
PLAIN(sem_wait, sem_t, false)
PLAIN(sem_trywait, sem_t, true)
PLAIN(sem_post, sem_t, true)

int __real_sem_timedwait(sem_t *, const struct timespec *);
int __wrap_sem_timedwait(sem_t *semaphore, const struct timespec *until);

int __wrap_sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
    call_begin("sem_timedwait", semaphore, CALLER, true);
    int result = __real_sem_timedwait(semaphore, until);
    int error = errno;
    call_end();
    errno = error;
    return result;
}

/* A loop that polls shows itself by these calls; trial_until_blocked() counts
 * them. */
int __wrap_sched_yield(void);
int __real_usleep(useconds_t);
int __wrap_usleep(useconds_t microseconds);
int __wrap_nanosleep(const struct timespec *time, struct timespec *rest);

int __wrap_sched_yield(void)
{
    call_begin("sched_yield", NULL, CALLER, true);
    int result = __real_sched_yield();
    call_end();
    return result;
}

int __wrap_usleep(useconds_t microseconds)
{
    call_begin("usleep", NULL, CALLER, true);
    int result = __real_usleep(microseconds);
    call_end();
    return result;
}

int __wrap_nanosleep(const struct timespec *time, struct timespec *rest)
{
    call_begin("nanosleep", NULL, CALLER, true);
    int result = __real_nanosleep(time, rest);
    call_end();
    return result;
}
