/*
 * Waits: condition variables, semaphores, barriers, and the naps of loops that
 * poll.
 *
 * POSIX lets pthread_cond_wait() return without a signal, so once in a while
 * this one does; code that tests with `if` where it needs `while` meets here
 * what it would meet in the field.
 */
#include "stress/wait.h"

#include <errno.h>
#include <sched.h>
#include <semaphore.h>
#include <unistd.h>

#include "stress/call.h"
#include "stress/perturb.h"
#include "stress/real.h"
#include "stress/signals.h"
#include "stress/timed.h"

enum { SPURIOUS_ONCE_IN = 8 };

int __real_pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int __real_pthread_cond_timedwait(pthread_cond_t *, pthread_mutex_t *,
                                  const struct timespec *);
int __real_pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *,
                                  clockid_t, const struct timespec *);
int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);
int __wrap_pthread_cond_timedwait(pthread_cond_t *condition,
                                  pthread_mutex_t *mutex,
                                  const struct timespec *until);
int __wrap_pthread_cond_clockwait(pthread_cond_t *condition,
                                  pthread_mutex_t *mutex, clockid_t clock,
                                  const struct timespec *until);

static int wait_spuriously(pthread_mutex_t *mutex)
{
    int error = __real_pthread_mutex_unlock(mutex);
    if (error)
        return error;
    __real_sched_yield();
    return __real_pthread_mutex_lock(mutex);
}

static int wait_really(pthread_cond_t *condition, pthread_mutex_t *mutex,
                       const struct cond_wait *how)
{
    if (!how->until)
        return __real_pthread_cond_wait(condition, mutex);
    if (how->clock == COND_CLOCK)
        return __real_pthread_cond_timedwait(condition, mutex, how->until);
    return __real_pthread_cond_clockwait(condition, mutex, how->clock,
                                         how->until);
}

/* glibc keeps a condition's clock in this bit; only it says what the deadline
 * means. */
enum { MONOTONIC_BIT = 2 };

static enum call_length length_of(const pthread_cond_t *condition,
                                  const struct cond_wait *how)
{
    clockid_t clock = how->clock;
    if (!how->until)
        return CALL_OPEN;
    if (clock == COND_CLOCK)
        clock = condition->__data.__wrefs & MONOTONIC_BIT ? CLOCK_MONOTONIC
                                                          : CLOCK_REALTIME;
    return length_until(clock, how->until);
}

/* The wait gives the mutex back and takes it again before it returns. */
int wait_on(pthread_cond_t *condition, pthread_mutex_t *mutex,
            const struct cond_wait *how)
{
    if (!thread_self)
        return wait_really(condition, mutex, how);
    if (!holds_has(mutex))
        call_misuse("waits with a mutex that it does not hold", how->call,
                    mutex, how->at);
    call_begin(how->call, condition, how->at, length_of(condition, how));
    holds_remove(mutex);
    signals_wait();
    atomic_store(&thread_self->mutex, mutex);
    int error = perturb_once_in(thread_self, SPURIOUS_ONCE_IN)
                    ? wait_spuriously(mutex)
                    : wait_really(condition, mutex, how);
    atomic_store(&thread_self->mutex, NULL);
    holds_add(mutex, how->at);
    call_end();
    return error;
}

int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    const struct cond_wait how = {"pthread_cond_wait", CALLER, COND_CLOCK,
                                  NULL};
    return wait_on(condition, mutex, &how);
}

int __wrap_pthread_cond_timedwait(pthread_cond_t *condition,
                                  pthread_mutex_t *mutex,
                                  const struct timespec *until)
{
    const struct cond_wait how = {"pthread_cond_timedwait", CALLER, COND_CLOCK,
                                  until};
    ARGUMENT_READ(until);
    return wait_on(condition, mutex, &how);
}

int __wrap_pthread_cond_clockwait(pthread_cond_t *condition,
                                  pthread_mutex_t *mutex, clockid_t clock,
                                  const struct timespec *until)
{
    const struct cond_wait how = {"pthread_cond_clockwait", CALLER, clock,
                                  until};
    ARGUMENT_READ(until);
    return wait_on(condition, mutex, &how);
}

int signal_to(pthread_cond_t *condition, int (*send)(pthread_cond_t *),
              const char *call, const void *at)
{
    call_begin(call, condition, at, CALL_BRIEF);
    signals_note(condition, at);
    int error = send(condition);
    call_end();
    return error;
}

int __real_pthread_cond_signal(pthread_cond_t *);
int __wrap_pthread_cond_signal(pthread_cond_t *);
int __real_pthread_cond_broadcast(pthread_cond_t *);
int __wrap_pthread_cond_broadcast(pthread_cond_t *);

int __wrap_pthread_cond_signal(pthread_cond_t *condition)
{
    return signal_to(condition, __real_pthread_cond_signal,
                     "pthread_cond_signal", CALLER);
}

int __wrap_pthread_cond_broadcast(pthread_cond_t *condition)
{
    return signal_to(condition, __real_pthread_cond_broadcast,
                     "pthread_cond_broadcast", CALLER);
}

/* A call on one object that changes no holdings. */
#define PLAIN(function, type, length)                                          \
    int __real_##function(type *);                                             \
    int __wrap_##function(type *);                                             \
    int __wrap_##function(type *object)                                        \
    {                                                                          \
        call_begin(#function, object, CALLER, length);                         \
        int result = __real_##function(object);                                \
        int error = errno;                                                     \
        call_end();                                                            \
        errno = error;                                                         \
        return result;                                                         \
    }

PLAIN(pthread_barrier_wait, pthread_barrier_t, CALL_OPEN)
PLAIN(sem_wait, sem_t, CALL_OPEN)
PLAIN(sem_trywait, sem_t, CALL_BRIEF)
PLAIN(sem_post, sem_t, CALL_BRIEF)

/* A loop that polls gives itself away by these calls; trial_until_blocked()
 * counts them. */
int __wrap_sched_yield(void);
_Noreturn void __wrap___lockstep_empty_loop(void);
int __real_usleep(useconds_t);
int __wrap_usleep(useconds_t microseconds);
int __wrap_nanosleep(const struct timespec *time, struct timespec *rest);
int __wrap_thrd_sleep(const struct timespec *time, struct timespec *rest);
void __wrap_thrd_yield(void);
unsigned __real_sleep(unsigned);
unsigned __wrap_sleep(unsigned seconds);
int __real_clock_nanosleep(clockid_t, int, const struct timespec *,
                           struct timespec *);
int __wrap_clock_nanosleep(clockid_t clock, int flags,
                           const struct timespec *time, struct timespec *rest);

/* Who sleeps for days is found out at once. */
static enum call_length length_of_nap(time_t seconds)
{
    return seconds > FAR_SECONDS ? CALL_OPEN : CALL_BRIEF;
}

/* To a thread that sleeps between its looks, a call is a long time. */
static void nap_begin(const char *call, const void *at, enum call_length length)
{
    struct trial_thread *self = thread_self;
    if (self)
        atomic_fetch_add(&self->naps, 1);
    call_begin(call, NULL, at, length);
}

static int yield(const char *call, const void *at)
{
    call_begin(call, NULL, at, CALL_BRIEF);
    int result = __real_sched_yield();
    call_end();
    return result;
}

int __wrap_sched_yield(void)
{
    return yield("sched_yield", CALLER);
}

void __wrap_thrd_yield(void)
{
    yield("thrd_yield", CALLER);
}

/* Where the code loops for ever and does nothing (grader/compile.sh). */
_Noreturn void __wrap___lockstep_empty_loop(void)
{
    for (;;)
        yield("sched_yield", CALLER);
}

int __wrap_usleep(useconds_t microseconds)
{
    nap_begin("usleep", CALLER, length_of_nap(microseconds / 1000000));
    int result = __real_usleep(microseconds);
    call_end();
    return result;
}

int __wrap_nanosleep(const struct timespec *time, struct timespec *rest)
{
    ARGUMENT_READ(time);
    nap_begin("nanosleep", CALLER, length_of_nap(time->tv_sec));
    int result = __real_nanosleep(time, rest);
    call_end();
    return result;
}

int __wrap_thrd_sleep(const struct timespec *time, struct timespec *rest)
{
    ARGUMENT_READ(time);
    nap_begin("thrd_sleep", CALLER, length_of_nap(time->tv_sec));
    int failed = __real_nanosleep(time, rest);
    call_end();
    return !failed ? 0 : errno == EINTR ? -1 : -2;
}

unsigned __wrap_sleep(unsigned seconds)
{
    nap_begin("sleep", CALLER, length_of_nap(seconds));
    unsigned result = __real_sleep(seconds);
    call_end();
    return result;
}

int __wrap_clock_nanosleep(clockid_t clock, int flags,
                           const struct timespec *time, struct timespec *rest)
{
    ARGUMENT_READ(time);
    enum call_length length = length_of_nap(time->tv_sec);
    if (flags & TIMER_ABSTIME && length == CALL_OPEN &&
        length_until(clock, time) == CALL_TIMED)
        length = CALL_BRIEF;
    nap_begin("clock_nanosleep", CALLER, length);
    int result = __real_clock_nanosleep(clock, flags, time, rest);
    call_end();
    return result;
}
