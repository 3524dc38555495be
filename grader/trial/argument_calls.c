/*
 * C library functions that read or write the caller's objects, not text, and
 * that ThreadSanitizer does not intercept, or not fully: what they touch is
 * reported to the engine on the caller's behalf. touches.txt says how each
 * function behaves.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "trial/argument.h"

/* A call on one object that it reads or writes. */
#define ON(touches, type, name, parameters, arguments, object)                 \
    type __real_##name parameters;                                             \
    type __wrap_##name parameters;                                             \
    type __wrap_##name parameters                                              \
    {                                                                          \
        touches(object);                                                       \
        return __real_##name arguments;                                        \
    }

/* The four calls for attributes of a kind, and for one value among them. */
#define ATTRIBUTES(type, family)                                               \
    ON(ARGUMENT_WRITTEN, int, family##_init, (type * object), (object),        \
       object)                                                                 \
    ON(ARGUMENT_WRITTEN, int, family##_destroy, (type * object), (object),     \
       object)
#define ATTRIBUTE(type, family, value_type, value_name)                        \
    ON(ARGUMENT_WRITTEN, int, family##_set##value_name,                        \
       (type * object, value_type value), (object, value), object)             \
    int __real_##family##_get##value_name(const type *, value_type *);         \
    int __wrap_##family##_get##value_name(const type *, value_type *);         \
    int __wrap_##family##_get##value_name(const type *object,                  \
                                          value_type *value)                   \
    {                                                                          \
        value_type got;                                                        \
        ARGUMENT_READ(object);                                                 \
        int error = __real_##family##_get##value_name(object, &got);           \
        if (error)                                                             \
            return error;                                                      \
        ARGUMENT_FILLED(value);                                                \
        *value = got;                                                          \
        return 0;                                                              \
    }

ATTRIBUTES(pthread_attr_t, pthread_attr)
ATTRIBUTE(pthread_attr_t, pthread_attr, int, detachstate)
ATTRIBUTES(pthread_mutexattr_t, pthread_mutexattr)
ATTRIBUTE(pthread_mutexattr_t, pthread_mutexattr, int, type)
ATTRIBUTES(pthread_condattr_t, pthread_condattr)
ATTRIBUTE(pthread_condattr_t, pthread_condattr, clockid_t, clock)
ATTRIBUTES(pthread_rwlockattr_t, pthread_rwlockattr)
ATTRIBUTE(pthread_rwlockattr_t, pthread_rwlockattr, int, kind_np)
ATTRIBUTES(pthread_barrierattr_t, pthread_barrierattr)

int __real_rand_r(unsigned *seed);
int __wrap_rand_r(unsigned *seed);
int __wrap_rand_r(unsigned *seed)
{
    ARGUMENT_READ(seed);
    ARGUMENT_WRITTEN(seed);
    return __real_rand_r(seed);
}

/* By the engine's clock. */
int __wrap_timespec_get(struct timespec *now, int base);
int __wrap_timespec_get(struct timespec *now, int base)
{
    if (base != TIME_UTC)
        return 0;
    ARGUMENT_FILLED(now);
    return engine_clock(CLOCK_REALTIME, now, CALLER) ? base : 0;
}
