/*
 * The mutexes, condition variables and call_once() of C11's <threads.h>.
 *
 * In the GNU C library they are those of pthreads under other names.
 * ThreadSanitizer knows only the pthreads names, and so do the books.
 */
#include <errno.h>
#include <pthread.h>
#include <threads.h>

#include "stress/call.h"
#include "stress/lock.h"
#include "stress/timed.h"
#include "stress/once.h"
#include "stress/real.h"
#include "stress/wait.h"
#include "trial/c11.h"

int __real_pthread_mutex_trylock(pthread_mutex_t *);
int __real_pthread_mutex_timedlock(pthread_mutex_t *, const struct timespec *);
int __real_pthread_cond_signal(pthread_cond_t *);
int __real_pthread_cond_broadcast(pthread_cond_t *);
int __wrap_mtx_lock(mtx_t *lock);
int __wrap_mtx_trylock(mtx_t *lock);
int __wrap_mtx_timedlock(mtx_t *restrict lock,
                         const struct timespec *restrict until);
int __wrap_mtx_unlock(mtx_t *lock);
int __wrap_cnd_wait(cnd_t *condition, mtx_t *lock);
int __wrap_cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict lock,
                         const struct timespec *restrict until);
int __wrap_cnd_signal(cnd_t *condition);
int __wrap_cnd_broadcast(cnd_t *condition);
void __wrap_call_once(once_flag *once, void (*routine)(void));

static pthread_mutex_t *mutex_in(mtx_t *lock)
{
    return (pthread_mutex_t *)(void *)lock;
}

static pthread_cond_t *cond_in(cnd_t *condition)
{
    return (pthread_cond_t *)(void *)condition;
}

int __wrap_mtx_lock(mtx_t *lock)
{
    pthread_mutex_t *mutex = mutex_in(lock);
    if (mutex_is_normal(mutex))
        lock_refuse_relock("mtx_lock", lock, CALLER);
    call_begin("mtx_lock", lock, CALLER, CALL_OPEN);
    int error = __real_pthread_mutex_lock(mutex);
    return c11_result(lock_taken(lock, CALLER, error));
}

int __wrap_mtx_trylock(mtx_t *lock)
{
    call_begin("mtx_trylock", lock, CALLER, CALL_BRIEF);
    int error = __real_pthread_mutex_trylock(mutex_in(lock));
    return c11_result(lock_taken(lock, CALLER, error));
}

int __wrap_mtx_timedlock(mtx_t *restrict lock,
                         const struct timespec *restrict until)
{
    ARGUMENT_READ(until);
    if (mutex_is_normal(mutex_in(lock)))
        lock_refuse_relock("mtx_timedlock", lock, CALLER);
    call_begin("mtx_timedlock", lock, CALLER,
               length_until(CLOCK_REALTIME, until));
    int error = __real_pthread_mutex_timedlock(mutex_in(lock), until);
    return c11_result(lock_taken(lock, CALLER, error));
}

int __wrap_mtx_unlock(mtx_t *lock)
{
    pthread_mutex_t *mutex = mutex_in(lock);
    if (!lock_released(lock)) {
        if (!mutex_is_normal(mutex))
            return thrd_error;
        call_misuse("releases a lock that it does not hold", "mtx_unlock", lock,
                    CALLER);
    }
    call_begin("mtx_unlock", lock, CALLER, CALL_BRIEF);
    int error = __real_pthread_mutex_unlock(mutex);
    call_end();
    return c11_result(error);
}

int __wrap_cnd_wait(cnd_t *condition, mtx_t *lock)
{
    const struct cond_wait how = {"cnd_wait", CALLER, COND_CLOCK, NULL};
    return c11_result(wait_on(cond_in(condition), mutex_in(lock), &how));
}

int __wrap_cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict lock,
                         const struct timespec *restrict until)
{
    ARGUMENT_READ(until);
    const struct cond_wait how = {"cnd_timedwait", CALLER, COND_CLOCK, until};
    return c11_result(wait_on(cond_in(condition), mutex_in(lock), &how));
}

int __wrap_cnd_signal(cnd_t *condition)
{
    return c11_result(signal_to(cond_in(condition), __real_pthread_cond_signal,
                                "cnd_signal", CALLER));
}

int __wrap_cnd_broadcast(cnd_t *condition)
{
    return c11_result(signal_to(cond_in(condition),
                                __real_pthread_cond_broadcast, "cnd_broadcast",
                                CALLER));
}

void __wrap_call_once(once_flag *once, void (*routine)(void))
{
    once_run((pthread_once_t *)(void *)once, routine, "call_once", CALLER);
}
