/*
 * Unnamed POSIX semaphores.
 *
 * The one idea: a post happens before the wait that takes it, whichever threads
 * do them; a semaphore has no owner. A wait may be interrupted by a signal
 * (EINTR) as POSIX allows, if the adversary may do so.
 */
#include <errno.h>
#include <limits.h>
#include <semaphore.h>

#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/clock.h"
#include "explore/model/overtaking.h"
#include "explore/model/signals.h"

int __real_sem_init(sem_t *, int, unsigned);
int __real_sem_destroy(sem_t *);
int __real_sem_post(sem_t *);
int __real_sem_wait(sem_t *);

static struct object *sem_get(sem_t *sem, const char *call, const void *pc)
{
    argument_touch(sem, sizeof *sem, pc);
    return object_get(sem, OBJECT_SEMAPHORE, false, call, pc);
}

/* Only who must wait can be interrupted or run out of time (POSIX, sem_wait(),
 * sem_timedwait()). */
static bool wait_ready(const struct thread *thread, enum outcome outcome)
{
    bool free = thread->op->object->count > 0;
    if (outcome == OUTCOME_INTERRUPT && !signals_reach(thread))
        return false;
    return outcome == OUTCOME_NORMAL ? free : !free;
}

static void take(struct object *object)
{
    object->count--;
    schedule.changes++;
    before_acquire((void *)object->address);
}

static int fail(int error)
{
    errno = error;
    return -1;
}

/* NULL: no deadline. */
static int wait(sem_t *sem, const char *call, const struct deadline *deadline,
                const void *pc)
{
    struct object *object = sem_get(sem, call, pc);
    const struct op op = {
        .call = call,
        .address = sem,
        .pc = pc,
        .ready = wait_ready,
        .object = object,
        .outcomes = OUTCOMES(OUTCOME_INTERRUPT) |
                    (deadline ? OUTCOMES(OUTCOME_TIMEOUT) : 0),
        .deadline = deadline,
        .overdue = deadline_strange(deadline, pc),
        .cancels = CANCEL_CALL,
        .writes = true,
    };
    if (call_blocks(&op)) {
        trace_op(&op, "blocks");
        overtaking_waits();
    }
    enum outcome outcome = schedule_point(&op);
    overtaking_waited();
    switch (outcome) {
    case OUTCOME_INTERRUPT:
        trace_op(&op, "interrupted");
        return fail(EINTR);
    case OUTCOME_TIMEOUT:
        trace_op(&op, "timeout");
        return fail(deadline_over(&op));
    default:
        take(object);
        trace_op(&op, NULL);
        return 0;
    }
}

int __wrap_sem_wait(sem_t *sem)
{
    if (!schedule.active)
        return __real_sem_wait(sem);
    return wait(sem, "sem_wait", NULL, CALLER);
}

int __wrap_sem_timedwait(sem_t *sem, const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {CLOCK_REALTIME, deadline};
    return wait(sem, "sem_timedwait", &until, CALLER);
}

int __wrap_sem_clockwait(sem_t *sem, clockid_t clock,
                         const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {clock, deadline};
    return wait(sem, "sem_clockwait", &until, CALLER);
}

int __wrap_sem_trywait(sem_t *sem)
{
    static const char call[] = "sem_trywait";
    const void *pc = CALLER;
    struct object *object = sem_get(sem, call, pc);
    const struct op op = {
        .call = call, .address = sem, .pc = pc, .writes = true};
    schedule_point(&op);
    if (object->count == 0) {
        trace_op(&op, "busy");
        footprint_only_reads(sem);
        schedule_glance(pc, sem, 0);
        return fail(EAGAIN);
    }
    take(object);
    trace_op(&op, NULL);
    return 0;
}

int __wrap_sem_post(sem_t *sem)
{
    static const char call[] = "sem_post";
    if (!schedule.active)
        return __real_sem_post(sem);
    const void *pc = CALLER;
    struct object *object = sem_get(sem, call, pc);
    point_simple(call, sem, pc);
    object_alive(object, call, pc);
    if (object->count == SEM_VALUE_MAX)
        return fail(EOVERFLOW);
    object->count++;
    schedule.changes++;
    before_release(sem);
    trace_done(call, sem, pc);
    return 0;
}

int __wrap_sem_getvalue(sem_t *sem, int *value)
{
    static const char call[] = "sem_getvalue";
    const void *pc = CALLER;
    struct object *object = sem_get(sem, call, pc);
    const struct op op = {.call = call, .address = sem, .pc = pc};
    schedule_point(&op);
    unsigned count = object->count;
    trace_op(&op, NULL);
    footprint_only_reads(sem);
    schedule_glance(pc, sem, count);
    ARGUMENT_FILLED(value);
    *value = (int)count;
    return 0;
}

int __wrap_sem_init(sem_t *sem, int shared, unsigned value)
{
    static const char call[] = "sem_init";
    if (!schedule.active)
        return __real_sem_init(sem, shared, value);
    argument_touch(sem, sizeof *sem, CALLER);
    const void *pc = CALLER;
    if (value > SEM_VALUE_MAX)
        return fail(EINVAL);
    object_absent(sem, OBJECT_SEMAPHORE, call, pc);
    if (init_fails(sem, OBJECT_SEMAPHORE, call, pc))
        return fail(ENOSPC);
    bytes_set(sem, 0, sizeof *sem);
    object_new(sem, OBJECT_SEMAPHORE, pc)->count = value;
    return 0;
}

int __wrap_sem_destroy(sem_t *sem)
{
    static const char call[] = "sem_destroy";
    if (!schedule.active)
        return __real_sem_destroy(sem);
    const void *pc = CALLER;
    struct object *object = sem_get(sem, call, pc);
    point_simple(call, sem, pc);
    if (object_busy(object))
        finding_misuse(IN_USE, call, sem, pc);
    object->destroyed = true;
    bytes_set(sem, POISON, sizeof *sem);
    return 0;
}
