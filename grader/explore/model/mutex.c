/*
 * Mutexes of every kind.
 *
 * The one idea: a lock may be chosen when the mutex is free, so once chosen it
 * never fails; and a timed one may run out of time only while it is not, which
 * it does at once if its deadline has passed (core/deadline.h). An owner that
 * locks a normal mutex again is misuse: it would wait for itself.
 *
 * A robust mutex whose owner ended is free, and who locks it next is told so.
 * Unless that one makes it consistent, nobody can lock it any more once it is
 * unlocked; then a lock that was chosen fails. Priorities are kept and change
 * nothing.
 */
#include "explore/model/mutex.h"

#include <errno.h>
#include <sched.h>

#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/clock.h"

int __real_pthread_mutexattr_gettype(const pthread_mutexattr_t *, int *);
int __real_pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *);
int __real_pthread_mutex_destroy(pthread_mutex_t *);
int __real_pthread_mutex_lock(pthread_mutex_t *);
int __real_pthread_mutex_trylock(pthread_mutex_t *);
int __real_pthread_mutex_unlock(pthread_mutex_t *);
int __real_pthread_mutex_consistent(pthread_mutex_t *);
int __real_pthread_mutex_getprioceiling(const pthread_mutex_t *, int *);
int __real_pthread_mutex_setprioceiling(pthread_mutex_t *, int, int *);

/* glibc keeps the kind of a mutex in its fourth word; the static initialisers
 * set nothing else. */
enum { KIND_WORD = 4 };

static unsigned *kind_of(pthread_mutex_t *mutex)
{
    return (unsigned *)(void *)mutex + KIND_WORD;
}

static bool raw_valid(pthread_mutex_t *mutex)
{
    const char *bytes = (const char *)mutex;
    size_t kind = KIND_WORD * sizeof(unsigned);
    size_t after = kind + sizeof(unsigned);
    return *kind_of(mutex) <= PTHREAD_MUTEX_ADAPTIVE_NP &&
           bytes_zero(bytes, kind) &&
           bytes_zero(bytes + after, sizeof *mutex - after);
}

struct object *mutex_get(pthread_mutex_t *mutex, const char *call,
                         const void *pc)
{
    argument_touch(mutex, sizeof *mutex, pc);
    object_unsign(mutex, OBJECT_MUTEX);
    struct object *object =
        object_get(mutex, OBJECT_MUTEX, raw_valid(mutex), call, pc);
    object->type = *kind_of(mutex);
    return object;
}

bool mutex_open_to(const struct object *mutex, const struct thread *thread)
{
    return !mutex->owner || mutex->owner == thread;
}

int mutex_take(struct object *mutex, const void *pc)
{
    if (mutex->owner == schedule.current) {
        mutex->count++;
        return 0;
    }
    if (mutex->ruined)
        return ENOTRECOVERABLE;
    void *address = (void *)mutex->address;
    footprint_touch(address, 1, true);
    mutex->owner = schedule.current;
    mutex->count = 1;
    schedule.changes++;
    before_lock(address, 0);
    lock_held(mutex, pc, 0);
    return mutex->orphaned ? EOWNERDEAD : 0;
}

const char *mutex_taken(int error)
{
    return error == EOWNERDEAD        ? "inherits"
           : error == ENOTRECOVERABLE ? "ruined"
                                      : NULL;
}

void mutex_drop(struct object *mutex)
{
    if (--mutex->count > 0)
        return;
    void *address = (void *)mutex->address;
    footprint_touch(address, 1, true);
    thread_release(mutex);
    before_unlock(address, 0);
    mutex->owner = NULL;
    mutex->ruined = mutex->orphaned;
    schedule.changes++;
}

void mutexes_orphan(void)
{
    const struct thread *self = schedule.current;
    for (unsigned i = self->held_count; i-- > 0;) {
        struct object *object = self->held[i].object;
        if (!object->robust)
            continue;
        object->count = 1;
        mutex_drop(object);
        object->orphaned = true;
        object->ruined = false;
    }
}

static bool lock_ready(const struct thread *thread, enum outcome outcome)
{
    bool free = !thread->op->object->owner;
    return outcome == OUTCOME_TIMEOUT ? !free : free;
}

/* The owner locks again. @return The call's result. */
static int relock(struct object *object, const char *call, bool may_wait,
                  const void *pc)
{
    if (object->type == PTHREAD_MUTEX_RECURSIVE) {
        point_simple(call, object->address, pc);
        mutex_take(object, pc);
        trace_done(call, object->address, pc);
        return 0;
    }
    if (object->type == PTHREAD_MUTEX_ERRORCHECK && may_wait)
        return EDEADLK;
    if (!may_wait)
        return EBUSY;
    finding_misuse("locks a mutex that it already holds", call, object->address,
                   pc);
}

/* NULL: no deadline. */
static int lock(pthread_mutex_t *mutex, const char *call,
                const struct deadline *deadline, const void *pc)
{
    struct object *object = mutex_get(mutex, call, pc);
    if (object->owner == schedule.current)
        return relock(object, call, true, pc);
    const struct op op = {
        .call = call,
        .address = mutex,
        .pc = pc,
        .ready = lock_ready,
        .object = object,
        .outcomes = deadline ? OUTCOMES(OUTCOME_TIMEOUT) : 0,
        .deadline = deadline,
        .overdue = deadline_strange(deadline, pc),
        .writes = true,
    };
    if (call_blocks(&op))
        trace_op(&op, "blocks");
    if (schedule_point(&op) == OUTCOME_TIMEOUT) {
        trace_op(&op, "timeout");
        return deadline_over(&op);
    }
    object_alive(object, call, pc);
    int error = mutex_take(object, pc);
    trace_op(&op, mutex_taken(error));
    return error;
}

int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex)
{
    if (!schedule.active)
        return __real_pthread_mutex_lock(mutex);
    return lock(mutex, "pthread_mutex_lock", NULL, CALLER);
}

int __wrap_pthread_mutex_timedlock(pthread_mutex_t *mutex,
                                   const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {CLOCK_REALTIME, deadline};
    return lock(mutex, "pthread_mutex_timedlock", &until, CALLER);
}

int __wrap_pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                   const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {clock, deadline};
    return lock(mutex, "pthread_mutex_clocklock", &until, CALLER);
}

int __wrap_pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    static const char call[] = "pthread_mutex_trylock";
    if (!schedule.active)
        return __real_pthread_mutex_trylock(mutex);
    const void *pc = CALLER;
    struct object *object = mutex_get(mutex, call, pc);
    if (object->owner == schedule.current)
        return relock(object, call, false, pc);
    const struct op op = {
        .call = call, .address = mutex, .pc = pc, .writes = true};
    schedule_point(&op);
    if (object->owner) {
        trace_op(&op, "busy");
        footprint_only_reads(mutex);
        schedule_glance(pc, mutex, (uintptr_t)object->owner);
        return EBUSY;
    }
    int error = mutex_take(object, pc);
    trace_op(&op, mutex_taken(error));
    return error;
}

int __wrap_pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    static const char call[] = "pthread_mutex_unlock";
    if (!schedule.active)
        return __real_pthread_mutex_unlock(mutex);
    const void *pc = CALLER;
    struct object *object = mutex_get(mutex, call, pc);
    if (object->owner != schedule.current) {
        if (object->type == PTHREAD_MUTEX_ERRORCHECK ||
            object->type == PTHREAD_MUTEX_RECURSIVE || object->robust)
            return EPERM;
        finding_misuse(object->owner
                           ? "unlocks a mutex that another thread holds"
                           : "unlocks a mutex that it does not hold",
                       call, mutex, pc);
    }
    point_simple(call, mutex, pc);
    mutex_drop(object);
    trace_done(call, mutex, pc);
    return 0;
}

/* ThreadSanitizer intercepts these calls, and takes what they store for
 * accesses of the thread: it may only be on its own stack. */
static void attributes_keep(struct object *mutex,
                            const pthread_mutexattr_t *attributes)
{
    int robust = PTHREAD_MUTEX_STALLED;
    int protocol = mutex->protocol, ceiling = mutex->ceiling;
    pthread_mutexattr_getrobust(attributes, &robust);
    pthread_mutexattr_getprotocol(attributes, &protocol);
    pthread_mutexattr_getprioceiling(attributes, &ceiling);
    mutex->robust = robust == PTHREAD_MUTEX_ROBUST;
    mutex->protocol = protocol;
    mutex->ceiling = ceiling;
}

int __wrap_pthread_mutex_init(pthread_mutex_t *mutex,
                              const pthread_mutexattr_t *attributes)
{
    static const char call[] = "pthread_mutex_init";
    if (!schedule.active)
        return __real_pthread_mutex_init(mutex, attributes);
    argument_touch(mutex, sizeof *mutex, CALLER);
    ARGUMENT_READ(attributes);
    const void *pc = CALLER;
    object_absent(mutex, OBJECT_MUTEX, call, pc);
    if (init_fails(mutex, OBJECT_MUTEX, call, pc))
        return ENOMEM;
    int type = PTHREAD_MUTEX_NORMAL;
    if (attributes)
        __real_pthread_mutexattr_gettype(attributes, &type);
    bytes_set(mutex, 0, sizeof *mutex);
    *kind_of(mutex) = (unsigned)type;
    struct object *object = object_new(mutex, OBJECT_MUTEX, pc);
    if (attributes)
        attributes_keep(object, attributes);
    return 0;
}

int __wrap_pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    static const char call[] = "pthread_mutex_destroy";
    if (!schedule.active)
        return __real_pthread_mutex_destroy(mutex);
    const void *pc = CALLER;
    struct object *object = mutex_get(mutex, call, pc);
    point_simple(call, mutex, pc);
    if (object_busy(object))
        finding_misuse(IN_USE, call, mutex, pc);
    object->destroyed = true;
    bytes_set(mutex, POISON, sizeof *mutex);
    return 0;
}

int __wrap_pthread_mutex_consistent(pthread_mutex_t *mutex)
{
    static const char call[] = "pthread_mutex_consistent";
    if (!schedule.active)
        return __real_pthread_mutex_consistent(mutex);
    const void *pc = CALLER;
    struct object *object = mutex_get(mutex, call, pc);
    if (!object->orphaned || object->owner != schedule.current)
        return EINVAL;
    object->orphaned = false;
    trace_done(call, mutex, pc);
    return 0;
}

int __wrap_pthread_mutex_getprioceiling(const pthread_mutex_t *mutex,
                                        int *ceiling)
{
    static const char call[] = "pthread_mutex_getprioceiling";
    if (!schedule.active)
        return __real_pthread_mutex_getprioceiling(mutex, ceiling);
    const struct object *object =
        mutex_get((pthread_mutex_t *)mutex, call, CALLER);
    if (object->protocol != PTHREAD_PRIO_PROTECT)
        return EINVAL;
    ARGUMENT_FILLED(ceiling);
    *ceiling = object->ceiling;
    return 0;
}

/* It locks the mutex meanwhile, unless it is the caller's. */
int __wrap_pthread_mutex_setprioceiling(pthread_mutex_t *mutex, int ceiling,
                                        int *old)
{
    static const char call[] = "pthread_mutex_setprioceiling";
    if (!schedule.active)
        return __real_pthread_mutex_setprioceiling(mutex, ceiling, old);
    const void *pc = CALLER;
    struct object *object = mutex_get(mutex, call, pc);
    if (object->protocol != PTHREAD_PRIO_PROTECT ||
        ceiling < sched_get_priority_min(SCHED_FIFO) ||
        ceiling > sched_get_priority_max(SCHED_FIFO))
        return EINVAL;
    bool own = object->owner == schedule.current;
    int error = own ? 0 : lock(mutex, call, NULL, pc);
    if (error == ENOTRECOVERABLE)
        return error;
    argument_tell(old, sizeof *old, true, pc);
    if (old)
        *old = object->ceiling;
    object->ceiling = ceiling;
    if (!own)
        mutex_drop(object);
    return error;
}
