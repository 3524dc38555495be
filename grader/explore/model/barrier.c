/*
 * Barriers and pthread_once().
 *
 * The one idea: both are waits for others. A barrier lets all go when the last
 * one arrives; a once control goes from untouched through running to done.
 */
#include <errno.h>
#include <pthread.h>
#include <threads.h>

#include "explore/core/before.h"
#include "explore/model/cleanup.h"
#include "explore/model/calls.h"
#include "explore/model/overtaking.h"

int __real_pthread_barrier_init(pthread_barrier_t *,
                                const pthread_barrierattr_t *, unsigned);
int __real_pthread_barrier_destroy(pthread_barrier_t *);
int __real_pthread_barrier_wait(pthread_barrier_t *);
int __real_pthread_once(pthread_once_t *, void (*)(void));
void __real_call_once(once_flag *, void (*)(void));

enum { ONCE_RUNNING = 1, ONCE_DONE };

static struct object *barrier_get(pthread_barrier_t *barrier, const char *call,
                                  const void *pc)
{
    argument_touch(barrier, sizeof *barrier, pc);
    return object_get(barrier, OBJECT_BARRIER, false, call, pc);
}

static bool pass_ready(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return thread->was_signalled;
}

static bool passes(const struct op *op, const struct object *barrier,
                   bool was_signalled)
{
    return op && op->ready == pass_ready && op->object == barrier &&
           !was_signalled;
}

/* The last one has arrived: the others need the barrier no more. What it orders
 * is handed to each of them, for the barrier may be gone when they leave. */
static void all_pass(struct object *barrier)
{
    barrier->waiting = 0;
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct thread *thread = threads.live[i];
        if (passes(thread->op, barrier, thread->was_signalled)) {
            thread->was_signalled = true;
            before_release(&thread->sync);
        }
        for (struct interrupted *in = thread->interrupted; in; in = in->outer)
            if (passes(in->op, barrier, in->was_signalled)) {
                in->was_signalled = true;
                before_release(&thread->sync);
            }
    }
}

int __wrap_pthread_barrier_wait(pthread_barrier_t *barrier)
{
    static const char call[] = "pthread_barrier_wait";
    if (!schedule.active)
        return __real_pthread_barrier_wait(barrier);
    const void *pc = CALLER;
    struct object *object = barrier_get(barrier, call, pc);
    const struct op op = {.call = call,
                          .address = barrier,
                          .pc = pc,
                          .ready = pass_ready,
                          .object = object,
                          .writes = true};
    point_simple(call, barrier, pc);
    object_alive(object, call, pc);
    before_release(barrier);
    schedule.changes++;
    if (++object->waiting == object->count) {
        before_acquire(barrier);
        all_pass(object);
        trace_op(&op, NULL);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    struct thread *self = schedule.current;
    self->was_signalled = false;
    trace_op(&op, "blocks");
    overtaking_waits();
    schedule_point(&op);
    overtaking_waited();
    before_acquire(&self->sync);
    trace_op(&op, "wakes");
    return 0;
}

int __wrap_pthread_barrier_init(pthread_barrier_t *barrier,
                                const pthread_barrierattr_t *attributes,
                                unsigned count)
{
    static const char call[] = "pthread_barrier_init";
    if (!schedule.active)
        return __real_pthread_barrier_init(barrier, attributes, count);
    argument_touch(barrier, sizeof *barrier, CALLER);
    ARGUMENT_READ(attributes);
    const void *pc = CALLER;
    object_absent(barrier, OBJECT_BARRIER, call, pc);
    if (count == 0)
        return EINVAL;
    if (init_fails(barrier, OBJECT_BARRIER, call, pc))
        return ENOMEM;
    bytes_set(barrier, 0, sizeof *barrier);
    object_new(barrier, OBJECT_BARRIER, pc)->count = count;
    return 0;
}

int __wrap_pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    static const char call[] = "pthread_barrier_destroy";
    if (!schedule.active)
        return __real_pthread_barrier_destroy(barrier);
    const void *pc = CALLER;
    struct object *object = barrier_get(barrier, call, pc);
    point_simple(call, barrier, pc);
    object_alive(object, call, pc);
    if (object->waiting > 0)
        finding_misuse(IN_USE, call, barrier, pc);
    object->destroyed = true;
    bytes_set(barrier, POISON, sizeof *barrier);
    return 0;
}

void once_leave(struct thread *thread)
{
    for (struct object *once = thread->once; once;
         once = (struct object *)once->partner) {
        footprint_touch(once->address, 1, true);
        once->owner = NULL;
        once->count = 0;
        schedule.changes++;
        before_release((void *)once->address);
    }
    thread->once = NULL;
}

static bool once_ready(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return thread->op->object->count != ONCE_RUNNING;
}

/* A control that is done is not all zeros: one that the program gives its first
 * value again, as a variable of a function that is called again, is fresh. */
static struct object *once_get(void *once, size_t size, const char *call,
                               const void *pc)
{
    argument_touch(once, size, pc);
    volatile int *word = once;
    struct object *old = object_find(once);
    if (!old && *word == ONCE_DONE)
        *word = 0; /* an earlier schedule's: not all memory is put back */
    if (old && old->kind == OBJECT_ONCE && old->count == ONCE_DONE &&
        *word == 0)
        old->destroyed = true;
    return object_get(once, OBJECT_ONCE, bytes_zero(once, size), call, pc);
}

static void once_run(void *once, size_t size, void (*routine)(void),
                     const char *call, const void *pc)
{
    struct object *object = once_get(once, size, call, pc);
    const struct op op = {.call = call,
                          .address = once,
                          .pc = pc,
                          .ready = once_ready,
                          .object = object,
                          .writes = true};
    schedule_point(&op);
    trace_op(&op, NULL);
    before_acquire(once);
    if (object->count != ONCE_DONE) {
        struct thread *self = schedule.current;
        object->partner = self->once;
        self->once = object;
        object->count = ONCE_RUNNING;
        object->owner = self;
        routine();
        footprint_touch(once, 1, true);
        self->once = (struct object *)object->partner;
        object->owner = NULL;
        object->count = ONCE_DONE;
        *(volatile int *)once = ONCE_DONE;
        schedule.changes++;
        before_release(once);
    }
    before_acquire(once);
}

int __wrap_pthread_once(pthread_once_t *once, void (*routine)(void))
{
    if (!schedule.active)
        return __real_pthread_once(once, routine);
    once_run(once, sizeof *once, routine, "pthread_once", CALLER);
    return 0;
}

/* C11's name for it. */
void __wrap_call_once(once_flag *once, void (*routine)(void))
{
    if (schedule.active)
        once_run(once, sizeof *once, routine, "call_once", CALLER);
    else
        __real_call_once(once, routine);
}
