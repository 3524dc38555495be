/*
 * Read-write locks.
 *
 * The one idea: POSIX leaves open whether a reader may pass a waiting writer,
 * so it may: a read lock needs only that nobody writes. Both orders of a
 * reader and a writer that wait then come up as schedules. And it may be held
 * back until no writer waits, even by a writer that waits for another read lock
 * of the same thread.
 */
#include <errno.h>
#include <pthread.h>

#include "explore/core/before.h"
#include "trial/tsan.h"
#include "explore/model/calls.h"
#include "explore/model/clock.h"

int __real_pthread_rwlock_init(pthread_rwlock_t *,
                               const pthread_rwlockattr_t *);
int __real_pthread_rwlock_destroy(pthread_rwlock_t *);
int __real_pthread_rwlock_rdlock(pthread_rwlock_t *);
int __real_pthread_rwlock_wrlock(pthread_rwlock_t *);
int __real_pthread_rwlock_unlock(pthread_rwlock_t *);

/* Where glibc keeps the preference, which a static initialiser may set. */
enum { FLAGS_WORD = 12 };

static bool raw_valid(const pthread_rwlock_t *lock)
{
    const char *bytes = (const char *)lock;
    size_t flags = FLAGS_WORD * sizeof(unsigned);
    size_t after = flags + sizeof(unsigned);
    return ((const unsigned *)(const void *)lock)[FLAGS_WORD] <= 2 &&
           bytes_zero(bytes, flags) &&
           bytes_zero(bytes + after, sizeof *lock - after);
}

static struct object *rwlock_get(pthread_rwlock_t *lock, const char *call,
                                 const void *pc)
{
    argument_touch(lock, sizeof *lock, pc);
    object_unsign(lock, OBJECT_RWLOCK);
    return object_get(lock, OBJECT_RWLOCK, raw_valid(lock), call, pc);
}

static bool write_ready(const struct thread *thread, enum outcome outcome)
{
    const struct object *lock = thread->op->object;
    bool free = !lock->owner && lock->readers == 0;
    return outcome == OUTCOME_TIMEOUT ? !free : free;
}

/* Whether a writer waits until those that read are done. */
static bool writer_waits(const struct object *lock)
{
    if (lock->readers == 0)
        return false;
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct op *op = threads.live[i]->op;
        if (op && op->object == lock && op->ready == write_ready &&
            !thread_due(threads.live[i]))
            return true;
    }
    return false;
}

static bool read_ready(const struct thread *thread, enum outcome outcome)
{
    const struct object *lock = thread->op->object;
    if (outcome == OUTCOME_HELD)
        return !lock->owner && writer_waits(lock);
    return !lock->owner == (outcome != OUTCOME_TIMEOUT);
}

/* Of a reader that was held back. */
static bool behind_ready(const struct thread *thread, enum outcome outcome)
{
    const struct object *lock = thread->op->object;
    bool free = !lock->owner && !writer_waits(lock);
    return outcome == OUTCOME_TIMEOUT ? !free : free;
}

static bool try_ready(const struct thread *thread, enum outcome outcome)
{
    return outcome == OUTCOME_NORMAL || read_ready(thread, outcome);
}

static void take(struct object *lock, bool write, const void *pc)
{
    unsigned flags = write ? 0 : TSAN_READ_LOCK;
    void *address = (void *)lock->address;
    if (write)
        lock->owner = schedule.current;
    else
        lock->readers++;
    schedule.changes++;
    before_lock(address, flags);
    lock_held(lock, pc, flags);
}

/* Stands for the writers that wait, in footprints. */
static const void *writers_of(const pthread_rwlock_t *lock)
{
    return (const char *)lock + 1;
}

/* NULL: no deadline. */
static int lock(pthread_rwlock_t *rwlock, const char *call, bool write,
                const struct deadline *deadline, const void *pc)
{
    struct object *object = rwlock_get(rwlock, call, pc);
    if (write ? thread_holds(schedule.current, object) != NULL
              : object->owner == schedule.current)
        finding_misuse("locks a read-write lock that it already holds", call,
                       rwlock, pc);
    const unsigned timed = deadline ? OUTCOMES(OUTCOME_TIMEOUT) : 0;
    struct op op = {
        .call = call,
        .address = rwlock,
        .pc = pc,
        .ready = write ? write_ready : read_ready,
        .object = object,
        .outcomes = timed | (write ? 0 : OUTCOMES(OUTCOME_HELD)),
        .deadline = deadline,
        .overdue = deadline_strange(deadline, pc),
        .writes = true,
    };
    if (call_blocks(&op))
        trace_op(&op, "blocks");
    if (write && schedule.limits.held)
        footprint_touch(writers_of(rwlock), 1, true);
    enum outcome outcome = schedule_point(&op);
    footprint_touch(writers_of(rwlock), 1, false);
    if (outcome == OUTCOME_HELD) {
        op.ready = behind_ready;
        op.outcomes = timed;
        trace_op(&op, "held");
        outcome = schedule_point(&op);
        footprint_touch(writers_of(rwlock), 1, false);
    }
    if (outcome == OUTCOME_TIMEOUT) {
        trace_op(&op, "timeout");
        return deadline_over(&op);
    }
    take(object, write, pc);
    trace_op(&op, NULL);
    return 0;
}

static int try(pthread_rwlock_t *rwlock, const char *call, bool write,
               const void *pc)
{
    struct object *object = rwlock_get(rwlock, call, pc);
    const struct op op = {
        .call = call,
        .address = rwlock,
        .pc = pc,
        .ready = write ? NULL : try_ready,
        .object = object,
        .outcomes = write ? 0 : OUTCOMES(OUTCOME_HELD),
        .writes = true,
    };
    bool held = schedule_point(&op) == OUTCOME_HELD;
    footprint_touch(writers_of(rwlock), 1, false);
    if (held || object->owner || (write && object->readers > 0)) {
        trace_op(&op, "busy");
        footprint_only_reads(rwlock);
        schedule_glance(pc, rwlock, object->readers);
        return EBUSY;
    }
    take(object, write, pc);
    trace_op(&op, NULL);
    return 0;
}

int __wrap_pthread_rwlock_rdlock(pthread_rwlock_t *rwlock)
{
    if (!schedule.active)
        return __real_pthread_rwlock_rdlock(rwlock);
    return lock(rwlock, "pthread_rwlock_rdlock", false, NULL, CALLER);
}

int __wrap_pthread_rwlock_wrlock(pthread_rwlock_t *rwlock)
{
    if (!schedule.active)
        return __real_pthread_rwlock_wrlock(rwlock);
    return lock(rwlock, "pthread_rwlock_wrlock", true, NULL, CALLER);
}

int __wrap_pthread_rwlock_timedrdlock(pthread_rwlock_t *rwlock,
                                      const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {CLOCK_REALTIME, deadline};
    return lock(rwlock, "pthread_rwlock_timedrdlock", false, &until, CALLER);
}

int __wrap_pthread_rwlock_timedwrlock(pthread_rwlock_t *rwlock,
                                      const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {CLOCK_REALTIME, deadline};
    return lock(rwlock, "pthread_rwlock_timedwrlock", true, &until, CALLER);
}

int __wrap_pthread_rwlock_clockrdlock(pthread_rwlock_t *rwlock, clockid_t clock,
                                      const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {clock, deadline};
    return lock(rwlock, "pthread_rwlock_clockrdlock", false, &until, CALLER);
}

int __wrap_pthread_rwlock_clockwrlock(pthread_rwlock_t *rwlock, clockid_t clock,
                                      const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {clock, deadline};
    return lock(rwlock, "pthread_rwlock_clockwrlock", true, &until, CALLER);
}

int __wrap_pthread_rwlock_tryrdlock(pthread_rwlock_t *rwlock)
{
    return try(rwlock, "pthread_rwlock_tryrdlock", false, CALLER);
}

int __wrap_pthread_rwlock_trywrlock(pthread_rwlock_t *rwlock)
{
    return try(rwlock, "pthread_rwlock_trywrlock", true, CALLER);
}

int __wrap_pthread_rwlock_unlock(pthread_rwlock_t *rwlock)
{
    static const char call[] = "pthread_rwlock_unlock";
    if (!schedule.active)
        return __real_pthread_rwlock_unlock(rwlock);
    const void *pc = CALLER;
    struct object *object = rwlock_get(rwlock, call, pc);
    const struct held *held = thread_holds(schedule.current, object);
    if (!held)
        finding_misuse("unlocks a read-write lock that it does not hold", call,
                       rwlock, pc);
    point_simple(call, rwlock, pc);
    unsigned flags = held->flags;
    thread_release(object);
    before_unlock(rwlock, flags);
    if (flags & TSAN_READ_LOCK)
        object->readers--;
    else
        object->owner = NULL;
    schedule.changes++;
    trace_done(call, rwlock, pc);
    return 0;
}

int __wrap_pthread_rwlock_init(pthread_rwlock_t *rwlock,
                               const pthread_rwlockattr_t *attributes)
{
    static const char call[] = "pthread_rwlock_init";
    if (!schedule.active)
        return __real_pthread_rwlock_init(rwlock, attributes);
    argument_touch(rwlock, sizeof *rwlock, CALLER);
    ARGUMENT_READ(attributes);
    const void *pc = CALLER;
    object_absent(rwlock, OBJECT_RWLOCK, call, pc);
    if (init_fails(rwlock, OBJECT_RWLOCK, call, pc))
        return ENOMEM;
    bytes_set(rwlock, 0, sizeof *rwlock);
    object_new(rwlock, OBJECT_RWLOCK, pc);
    return 0;
}

int __wrap_pthread_rwlock_destroy(pthread_rwlock_t *rwlock)
{
    static const char call[] = "pthread_rwlock_destroy";
    if (!schedule.active)
        return __real_pthread_rwlock_destroy(rwlock);
    const void *pc = CALLER;
    struct object *object = rwlock_get(rwlock, call, pc);
    point_simple(call, rwlock, pc);
    if (object_busy(object))
        finding_misuse(IN_USE, call, rwlock, pc);
    object->destroyed = true;
    bytes_set(rwlock, POISON, sizeof *rwlock);
    return 0;
}
