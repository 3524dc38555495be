/*
 * Locks: mutexes, read-write locks and spin locks.
 *
 * All have the same shape: record the wait in the books, call the real
 * function, record that the lock is held. What POSIX leaves undefined is not
 * executed but observed: releasing a lock that the thread does not hold, and
 * locking again one that it holds when it would wait for itself for ever.
 */
#include "stress/lock.h"

#include <errno.h>

#include "stress/call.h"

/* Declares a wrapper of `type *` and the real function behind it. */
#define WRAP(function, type)                                                   \
    int __real_##function(type *);                                             \
    int __wrap_##function(type *)

/* A call that may wait for a lock; `relock` says whether its owner may take it
 * again, as with a recursive mutex, or gets an error. */
#define LOCK(function, type, length, relock)                                   \
    WRAP(function, type);                                                      \
    int __wrap_##function(type *lock)                                          \
    {                                                                          \
        if (!(relock))                                                         \
            lock_refuse_relock(#function, lock, CALLER);                       \
        call_begin(#function, lock, CALLER, length);                           \
        int error = __real_##function(lock);                                   \
        return lock_taken(lock, CALLER, error);                                \
    }

/* Some types of mutex answer EPERM to a non-owner. That answer is given here:
 * ThreadSanitizer would report the call, whatever the type. */
#define UNLOCK(function, type, checked)                                        \
    WRAP(function, type);                                                      \
    int __wrap_##function(type *lock)                                          \
    {                                                                          \
        if (!lock_released(lock)) {                                            \
            if (checked)                                                       \
                return EPERM;                                                  \
            call_misuse("releases a lock that it does not hold", #function,    \
                        lock, CALLER);                                         \
        }                                                                      \
        call_begin(#function, lock, CALLER, CALL_BRIEF);                       \
        int error = __real_##function(lock);                                   \
        call_end();                                                            \
        return error;                                                          \
    }

void lock_refuse_relock(const char *call, const void *lock, const void *at)
{
    if (thread_self && holds_has(lock))
        call_misuse("takes a lock that it already holds: it would wait for "
                    "itself for ever",
                    call, lock, at);
}

int lock_taken(const void *lock, const void *at, int error)
{
    if (thread_self && !error)
        holds_add(lock, at);
    call_end();
    return error;
}

bool lock_released(const void *lock)
{
    return !thread_self || holds_remove(lock);
}

/* Normal mutexes leave misuse undefined; the other types answer with an error
 * or count. POSIX has no way to ask a mutex for its type: glibc keeps it in
 * the lowest bits of this field. */
bool mutex_is_normal(const pthread_mutex_t *mutex)
{
    int type = mutex->__data.__kind & 3;
    return type != PTHREAD_MUTEX_RECURSIVE && type != PTHREAD_MUTEX_ERRORCHECK;
}

bool holds_to_write(const pthread_rwlock_t *lock)
{
    return thread_self &&
           lock->__data.__cur_writer == atomic_load(&thread_self->tid);
}

LOCK(pthread_mutex_lock, pthread_mutex_t, CALL_OPEN, !mutex_is_normal(lock))
LOCK(pthread_mutex_trylock, pthread_mutex_t, CALL_BRIEF, true)
UNLOCK(pthread_mutex_unlock, pthread_mutex_t, !mutex_is_normal(lock))
LOCK(pthread_rwlock_rdlock, pthread_rwlock_t, CALL_OPEN, !holds_to_write(lock))
LOCK(pthread_rwlock_tryrdlock, pthread_rwlock_t, CALL_BRIEF, true)
LOCK(pthread_rwlock_wrlock, pthread_rwlock_t, CALL_OPEN, false)
LOCK(pthread_rwlock_trywrlock, pthread_rwlock_t, CALL_BRIEF, true)
UNLOCK(pthread_rwlock_unlock, pthread_rwlock_t, false)

/* A spin lock's object is volatile, so its wrappers are spelt out. */
int __real_pthread_spin_lock(pthread_spinlock_t *);
int __real_pthread_spin_trylock(pthread_spinlock_t *);
int __real_pthread_spin_unlock(pthread_spinlock_t *);
int __wrap_pthread_spin_lock(pthread_spinlock_t *lock);
int __wrap_pthread_spin_trylock(pthread_spinlock_t *lock);
int __wrap_pthread_spin_unlock(pthread_spinlock_t *lock);

int __wrap_pthread_spin_lock(pthread_spinlock_t *lock)
{
    const void *object = (const void *)lock;
    lock_refuse_relock("pthread_spin_lock", object, CALLER);
    call_begin("pthread_spin_lock", object, CALLER, CALL_OPEN);
    return lock_taken(object, CALLER, __real_pthread_spin_lock(lock));
}

int __wrap_pthread_spin_trylock(pthread_spinlock_t *lock)
{
    const void *object = (const void *)lock;
    call_begin("pthread_spin_trylock", object, CALLER, CALL_BRIEF);
    return lock_taken(object, CALLER, __real_pthread_spin_trylock(lock));
}

int __wrap_pthread_spin_unlock(pthread_spinlock_t *lock)
{
    const void *object = (const void *)lock;
    if (!lock_released(object))
        call_misuse("releases a lock that it does not hold",
                    "pthread_spin_unlock", object, CALLER);
    call_begin("pthread_spin_unlock", object, CALLER, CALL_BRIEF);
    int error = __real_pthread_spin_unlock(lock);
    call_end();
    return error;
}

int __real_pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *);
int __wrap_pthread_mutex_init(pthread_mutex_t *lock,
                              const pthread_mutexattr_t *attributes);

int __wrap_pthread_mutex_init(pthread_mutex_t *lock,
                              const pthread_mutexattr_t *attributes)
{
    if (thread_self && (holds_has(lock) || registry_held(lock, thread_self)))
        call_misuse("initialises a mutex that is locked", "pthread_mutex_init",
                    lock, CALLER);
    ARGUMENT_READ(attributes);
    return __real_pthread_mutex_init(lock, attributes);
}

WRAP(pthread_mutex_destroy, pthread_mutex_t);
int __wrap_pthread_mutex_destroy(pthread_mutex_t *lock)
{
    if (thread_self && (holds_has(lock) || registry_held(lock, thread_self)))
        call_misuse("destroys a mutex that is locked", "pthread_mutex_destroy",
                    lock, CALLER);
    return __real_pthread_mutex_destroy(lock);
}

/* Of these calls, only the attributes are of interest. */
#define INIT(function, parameters, arguments)                                  \
    int __real_##function parameters;                                          \
    int __wrap_##function parameters;                                          \
    int __wrap_##function parameters                                           \
    {                                                                          \
        ARGUMENT_READ(attributes);                                             \
        return __real_##function arguments;                                    \
    }
INIT(pthread_cond_init,
     (pthread_cond_t * cond, const pthread_condattr_t *attributes),
     (cond, attributes))
INIT(pthread_rwlock_init,
     (pthread_rwlock_t * lock, const pthread_rwlockattr_t *attributes),
     (lock, attributes))
INIT(pthread_barrier_init,
     (pthread_barrier_t * barrier, const pthread_barrierattr_t *attributes,
      unsigned count),
     (barrier, attributes, count))
