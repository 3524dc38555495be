/*
 * Cancellation of threads.
 *
 * The one idea: pthread_cancel() only asks. The thread acts on that at its next
 * cancellation point, or in the one where it waits, and there either may come
 * first, its end or what it waits for (POSIX, 2.9.5). So others run between
 * request and end as they like, and whether a call is the point is said where
 * it is announced (enum cancel_point). A thread that may be cancelled
 * asynchronously is so at any operation that it announces.
 */
#include "explore/model/cancel.h"

#include <errno.h>
#include <pthread.h>

#include "explore/model/calls.h"
#include "explore/model/cleanup.h"

int __real_pthread_cancel(pthread_t);
int __real_pthread_setcancelstate(int, int *);
int __real_pthread_setcanceltype(int, int *);
void __real_pthread_testcancel(void);

static _Noreturn void cancel(const struct op *op)
{
    struct thread *self = schedule.current;
    trace_op(op, "cancelled");
    self->cancelled_at = op->pc;
    self->cancelled_in = op->call;
    self->waits_since = 0;
    thread_leave(PTHREAD_CANCELED);
}

void cancel_setup(void)
{
    schedule_cancel = cancel;
}

/* For calls that change what a thread heeds. */
static void cancel_perhaps(const char *call, const void *pc)
{
    const struct thread *self = schedule.current;
    const struct op op = {.call = call, .pc = pc};
    if (thread_heeds_cancel(self) && self->cancel_async)
        cancel(&op);
}

int __wrap_pthread_cancel(pthread_t handle)
{
    static const char call[] = "pthread_cancel";
    if (!schedule.active)
        return __real_pthread_cancel(handle);
    const void *pc = CALLER;
    struct thread *target = thread_of(handle);
    if (!target)
        finding_misuse("names a thread that does not exist", call, NULL, pc);
    const struct op op = {.call = call, .pc = pc, .target = target};
    footprint_give_up(FOOTPRINT_CANCELS);
    schedule_point(&op);
    if (target->joined || (target->detached && target->finished))
        finding_misuse("cancels a thread that is gone", call, NULL, pc);
    trace_op(&op, NULL);
    if (target->finished)
        return 0;
    schedule.changes += !target->cancel_asked;
    target->cancel_asked = true;
    if (target == schedule.current)
        cancel_perhaps(call, pc);
    return 0;
}

static bool test_ready(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return !thread_heeds_cancel(thread);
}

void __wrap_pthread_testcancel(void)
{
    if (!schedule.active) {
        __real_pthread_testcancel();
        return;
    }
    const struct thread *self = schedule.current;
    if (self->cancel_off || self->leaving)
        return;
    const void *pc = CALLER;
    const struct op op = {.call = "pthread_testcancel",
                          .pc = pc,
                          .ready = test_ready,
                          .cancels = CANCEL_CALL};
    schedule_point(&op);
    schedule_glance(pc, self, 0);
}

/* @return An error number. */
static int set(bool *is, bool value, int *old, int word, const char *call,
               const void *pc)
{
    argument_tell(old, sizeof *old, true, pc);
    if (old)
        *old = word;
    *is = value;
    cancel_perhaps(call, pc);
    return 0;
}

int __wrap_pthread_setcancelstate(int state, int *old)
{
    if (!schedule.active)
        return __real_pthread_setcancelstate(state, old);
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE)
        return EINVAL;
    struct thread *self = schedule.current;
    return set(&self->cancel_off, state == PTHREAD_CANCEL_DISABLE, old,
               self->cancel_off ? PTHREAD_CANCEL_DISABLE
                                : PTHREAD_CANCEL_ENABLE,
               "pthread_setcancelstate", CALLER);
}

int __wrap_pthread_setcanceltype(int type, int *old)
{
    if (!schedule.active)
        return __real_pthread_setcanceltype(type, old);
    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS)
        return EINVAL;
    struct thread *self = schedule.current;
    return set(&self->cancel_async, type == PTHREAD_CANCEL_ASYNCHRONOUS, old,
               self->cancel_async ? PTHREAD_CANCEL_ASYNCHRONOUS
                                  : PTHREAD_CANCEL_DEFERRED,
               "pthread_setcanceltype", CALLER);
}
