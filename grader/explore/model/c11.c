/*
 * C11's <threads.h>, on the models of pthreads.
 *
 * The one idea: the C library makes its C11 objects of those of pthreads, and
 * so does this. What differs is what calls return, and that nothing but an init
 * call makes a mutex or a condition. Findings name the call of pthreads that
 * stands behind, at the place of the one that the program made.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <threads.h>

#include "explore/model/calls.h"
#include "trial/c11.h"

int __wrap_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __wrap_pthread_join(pthread_t, void **);
int __wrap_pthread_detach(pthread_t);
_Noreturn void __wrap_pthread_exit(void *);
int __wrap_nanosleep(const struct timespec *, struct timespec *);
int __wrap_sched_yield(void);
int __wrap_pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *);
int __wrap_pthread_mutex_lock(pthread_mutex_t *);
int __wrap_pthread_mutex_trylock(pthread_mutex_t *);
int __wrap_pthread_mutex_timedlock(pthread_mutex_t *, const struct timespec *);
int __wrap_pthread_mutex_unlock(pthread_mutex_t *);
int __wrap_pthread_mutex_destroy(pthread_mutex_t *);
int __wrap_pthread_cond_init(pthread_cond_t *, const pthread_condattr_t *);
int __wrap_pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int __wrap_pthread_cond_timedwait(pthread_cond_t *, pthread_mutex_t *,
                                  const struct timespec *);
int __wrap_pthread_cond_signal(pthread_cond_t *);
int __wrap_pthread_cond_broadcast(pthread_cond_t *);
int __wrap_pthread_cond_destroy(pthread_cond_t *);
int __wrap_pthread_key_create(pthread_key_t *, void (*)(void *));
int __wrap_pthread_key_delete(pthread_key_t);
void *__wrap_pthread_getspecific(pthread_key_t);
int __wrap_pthread_setspecific(pthread_key_t, const void *);
pthread_t __wrap_pthread_self(void);

/* What the models below take for the place of the call. */
static void enter(const void *pc)
{
    if (schedule.active)
        schedule.current->caller = pc;
}

static int leave(int result)
{
    if (schedule.active)
        schedule.current->caller = NULL;
    return result;
}

/* A call of C11, made by one of pthreads. */
#define C11(name, parameters, call)                                            \
    int __wrap_##name parameters;                                              \
    int __wrap_##name parameters                                               \
    {                                                                          \
        enter(CALLER);                                                         \
        return leave(c11_result(call));                                        \
    }

/* No static initialiser makes one. */
static void *made(void *object, const char *call)
{
    if (schedule.active && !object_find(object))
        finding_misuse(NOT_INITIALISED, call, object, CALLER);
    return object;
}

static int mutex_init(mtx_t *mutex, int type)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type & mtx_recursive
                                               ? PTHREAD_MUTEX_RECURSIVE
                                               : PTHREAD_MUTEX_NORMAL);
    int error = __wrap_pthread_mutex_init((void *)mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return error;
}

C11(mtx_init, (mtx_t * mutex, int type), mutex_init(mutex, type))
C11(mtx_lock, (mtx_t * mutex),
    __wrap_pthread_mutex_lock(made(mutex, "mtx_lock")))
C11(mtx_trylock, (mtx_t * mutex),
    __wrap_pthread_mutex_trylock(made(mutex, "mtx_trylock")))
C11(mtx_timedlock, (mtx_t * mutex, const struct timespec *deadline),
    __wrap_pthread_mutex_timedlock(made(mutex, "mtx_timedlock"), deadline))
C11(mtx_unlock, (mtx_t * mutex),
    __wrap_pthread_mutex_unlock(made(mutex, "mtx_unlock")))
C11(cnd_init, (cnd_t * cond), __wrap_pthread_cond_init((void *)cond, NULL))
C11(cnd_wait, (cnd_t * cond, mtx_t *mutex),
    __wrap_pthread_cond_wait(made(cond, "cnd_wait"), made(mutex, "cnd_wait")))
C11(cnd_timedwait,
    (cnd_t * cond, mtx_t *mutex, const struct timespec *deadline),
    __wrap_pthread_cond_timedwait(made(cond, "cnd_timedwait"),
                                  made(mutex, "cnd_timedwait"), deadline))
C11(cnd_signal, (cnd_t * cond),
    __wrap_pthread_cond_signal(made(cond, "cnd_signal")))
C11(cnd_broadcast, (cnd_t * cond),
    __wrap_pthread_cond_broadcast(made(cond, "cnd_broadcast")))
C11(tss_create, (tss_t * key, tss_dtor_t destructor),
    __wrap_pthread_key_create(key, destructor))
C11(tss_set, (tss_t key, void *value), __wrap_pthread_setspecific(key, value))
C11(thrd_detach, (thrd_t thread), __wrap_pthread_detach(thread))

/* What a start function returns is in the same register. */
C11(thrd_create, (thrd_t * thread, thrd_start_t start, void *argument),
    __wrap_pthread_create(thread, NULL,
                          (void *(*)(void *))(void (*)(void))start, argument))

void __wrap_mtx_destroy(mtx_t *mutex)
{
    enter(CALLER);
    leave(__wrap_pthread_mutex_destroy(made(mutex, "mtx_destroy")));
}

void __wrap_cnd_destroy(cnd_t *cond)
{
    enter(CALLER);
    leave(__wrap_pthread_cond_destroy(made(cond, "cnd_destroy")));
}

void __wrap_tss_delete(tss_t key)
{
    __wrap_pthread_key_delete(key);
}

void *__wrap_tss_get(tss_t key)
{
    return __wrap_pthread_getspecific(key);
}

int __wrap_thrd_join(thrd_t thread, int *result)
{
    void *value = NULL;
    enter(CALLER);
    int error = leave(__wrap_pthread_join(thread, &value));
    if (!error && result) {
        ARGUMENT_WRITTEN(result);
        *result = (int)(intptr_t)value;
    }
    return c11_result(error);
}

void __wrap_thrd_exit(int result)
{
    __wrap_pthread_exit((void *)(intptr_t)result);
}

thrd_t __wrap_thrd_current(void)
{
    return __wrap_pthread_self();
}

int __wrap_thrd_equal(thrd_t a, thrd_t b)
{
    return a == b;
}

/* @return 0, or -1 if it was interrupted, or less for another error. */
int __wrap_thrd_sleep(const struct timespec *time, struct timespec *rest)
{
    enter(CALLER);
    int failed = leave(__wrap_nanosleep(time, rest));
    return !failed ? 0 : errno == EINTR ? -1 : -2;
}

void __wrap_thrd_yield(void)
{
    enter(CALLER);
    leave(__wrap_sched_yield());
}
