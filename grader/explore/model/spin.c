/*
 * Spin locks.
 *
 * The one idea: spinning is not worth exploring. A spin lock that is held
 * blocks like a mutex; an owner that takes it again is misuse.
 */
#include <errno.h>
#include <pthread.h>

#include "explore/core/before.h"
#include "explore/model/calls.h"

int __real_pthread_spin_init(pthread_spinlock_t *, int);
int __real_pthread_spin_destroy(pthread_spinlock_t *);
int __real_pthread_spin_lock(pthread_spinlock_t *);
int __real_pthread_spin_trylock(pthread_spinlock_t *);
int __real_pthread_spin_unlock(pthread_spinlock_t *);

static struct object *spin_get(pthread_spinlock_t *spin, const char *call,
                               const void *pc)
{
    argument_touch((const void *)spin, sizeof *spin, pc);
    return object_get((const void *)spin, OBJECT_SPIN, false, call, pc);
}

static bool lock_ready(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return !thread->op->object->owner;
}

static void take(struct object *object, const void *pc)
{
    void *address = (void *)object->address;
    object->owner = schedule.current;
    schedule.changes++;
    before_lock(address, 0);
    lock_held(object, pc, 0);
}

int __wrap_pthread_spin_lock(pthread_spinlock_t *spin)
{
    static const char call[] = "pthread_spin_lock";
    if (!schedule.active)
        return __real_pthread_spin_lock(spin);
    const void *pc = CALLER;
    struct object *object = spin_get(spin, call, pc);
    if (object->owner == schedule.current)
        finding_misuse("locks a spin lock that it already holds", call,
                       object->address, pc);
    const struct op op = {.call = call,
                          .address = object->address,
                          .pc = pc,
                          .ready = lock_ready,
                          .object = object,
                          .writes = true};
    if (object->owner)
        trace_op(&op, "blocks");
    schedule_point(&op);
    take(object, pc);
    trace_op(&op, NULL);
    return 0;
}

int __wrap_pthread_spin_trylock(pthread_spinlock_t *spin)
{
    static const char call[] = "pthread_spin_trylock";
    if (!schedule.active)
        return __real_pthread_spin_trylock(spin);
    const void *pc = CALLER;
    struct object *object = spin_get(spin, call, pc);
    const struct op op = {
        .call = call, .address = object->address, .pc = pc, .writes = true};
    schedule_point(&op);
    if (object->owner) {
        trace_op(&op, "busy");
        footprint_only_reads(object->address);
        schedule_glance(pc, object->address, 1);
        return EBUSY;
    }
    take(object, pc);
    trace_op(&op, NULL);
    return 0;
}

int __wrap_pthread_spin_unlock(pthread_spinlock_t *spin)
{
    static const char call[] = "pthread_spin_unlock";
    if (!schedule.active)
        return __real_pthread_spin_unlock(spin);
    const void *pc = CALLER;
    struct object *object = spin_get(spin, call, pc);
    void *address = (void *)object->address;
    if (object->owner != schedule.current)
        finding_misuse("unlocks a spin lock that it does not hold", call,
                       address, pc);
    point_simple(call, address, pc);
    thread_release(object);
    before_unlock(address, 0);
    object->owner = NULL;
    schedule.changes++;
    trace_done(call, address, pc);
    return 0;
}

int __wrap_pthread_spin_init(pthread_spinlock_t *spin, int shared)
{
    static const char call[] = "pthread_spin_init";
    if (!schedule.active)
        return __real_pthread_spin_init(spin, shared);
    argument_touch((const void *)spin, sizeof *spin, CALLER);
    const void *pc = CALLER;
    const struct object *old = object_find((const void *)spin);
    if (old && old->kind == OBJECT_SPIN && object_busy(old))
        finding_misuse("initialises a spin lock that is in use", call,
                       old->address, pc);
    if (init_fails((void *)spin, OBJECT_SPIN, call, pc))
        return ENOMEM;
    *spin = 0;
    object_new((const void *)spin, OBJECT_SPIN, pc);
    return 0;
}

int __wrap_pthread_spin_destroy(pthread_spinlock_t *spin)
{
    static const char call[] = "pthread_spin_destroy";
    if (!schedule.active)
        return __real_pthread_spin_destroy(spin);
    const void *pc = CALLER;
    struct object *object = spin_get(spin, call, pc);
    point_simple(call, object->address, pc);
    if (object_busy(object))
        finding_misuse(IN_USE, call, object->address, pc);
    object->destroyed = true;
    return 0;
}
