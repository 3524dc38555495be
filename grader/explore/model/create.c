/*
 * Threads: create, join, detach, exit, self, equal.
 *
 * The one idea: creating is not a scheduling point. The new thread can be
 * chosen from the creator's next point on, and until then the creator does
 * nothing that others could tell from having done it before.
 */
#include <errno.h>

#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/cleanup.h"
#include "explore/model/clock.h"
#include "explore/model/ending.h"
#include "explore/model/thread_asked.h"

int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __real_pthread_attr_getdetachstate(const pthread_attr_t *, int *);
int __real_pthread_join(pthread_t, void **);
int __real_pthread_detach(pthread_t);
_Noreturn void __real_pthread_exit(void *);
pthread_t __real_pthread_self(void);
int __real_pthread_setname_np(pthread_t, const char *);

/* Nobody has room for one more. What came before is still looked at, but in a
 * trial, which must run to its end. */
static _Noreturn void thread_too_many(const void *pc)
{
    if (schedule.limits.must_end)
        finding_unmodelled("more than 1,024 threads", pc);
    schedule_stop(ENDING_CUT);
}

int __wrap_pthread_create(pthread_t *handle, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument)
{
    static const char call[] = "pthread_create";
    if (!schedule.active)
        return __real_pthread_create(handle, attributes, start, argument);
    const void *pc = CALLER;
    if (call_fails(call, NULL, pc))
        return EAGAIN;
    ARGUMENT_READ(attributes);
    ARGUMENT_FILLED(handle);
    int error = asked_create(threads.count, attributes);
    if (error)
        return error;
    struct thread *thread = thread_begin(NULL, start, argument);
    if (!thread)
        thread_too_many(pc);
    thread->created_at = pc;
    thread->creator = schedule.current;
    int state = PTHREAD_CREATE_JOINABLE;
    if (attributes)
        __real_pthread_attr_getdetachstate(attributes, &state);
    thread->detached = state == PTHREAD_CREATE_DETACHED;
    *handle = thread_handle(thread);
    const struct op op = {.call = call, .pc = pc, .target = thread};
    trace_op(&op, NULL);
    return 0;
}

static bool join_ready(const struct thread *thread, enum outcome outcome)
{
    bool ended = thread->op->target->finished;
    return outcome == OUTCOME_TIMEOUT ? !ended : ended;
}

static struct thread *join_target(pthread_t handle, const char *call,
                                  const void *pc)
{
    struct thread *target = thread_of(handle);
    if (!target)
        finding_misuse("names a thread that does not exist", call, NULL, pc);
    if (target->joined)
        finding_misuse("joins a thread a second time", call, NULL, pc);
    if (target->detached)
        finding_misuse("joins a detached thread", call, NULL, pc);
    return target;
}

static int join_end(struct thread *target, void **result, const void *pc)
{
    void *value = target->result;
    target->joined = true;
    before_acquire(&target->sync);
    argument_tell(result, sizeof *result, true, pc);
    if (result)
        *result = value;
    return 0;
}

/* NULL: no deadline. */
static int join(pthread_t handle, void **result, const char *call,
                const struct deadline *deadline, const void *pc)
{
    struct thread *target = join_target(handle, call, pc);
    if (target == schedule.current)
        finding_misuse("joins itself", call, NULL, pc);
    const struct op op = {.call = call,
                          .pc = pc,
                          .address = &target->sync,
                          .ready = join_ready,
                          .target = target,
                          .outcomes = deadline ? OUTCOMES(OUTCOME_TIMEOUT) : 0,
                          .deadline = deadline,
                          .overdue = deadline_strange(deadline, pc),
                          .cancels = CANCEL_WAIT};
    if (call_blocks(&op))
        trace_op(&op, "blocks");
    if (schedule_point(&op) == OUTCOME_TIMEOUT) {
        trace_op(&op, "timeout");
        return deadline_over(&op);
    }
    join_target(handle, call, pc);
    trace_op(&op, NULL);
    return join_end(target, result, pc);
}

int __wrap_pthread_join(pthread_t handle, void **result)
{
    if (!schedule.active)
        return __real_pthread_join(handle, result);
    return join(handle, result, "pthread_join", NULL, CALLER);
}

int __wrap_pthread_timedjoin_np(pthread_t handle, void **result,
                                const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {CLOCK_REALTIME, deadline};
    return join(handle, result, "pthread_timedjoin_np", &until, CALLER);
}

int __wrap_pthread_clockjoin_np(pthread_t handle, void **result,
                                clockid_t clock,
                                const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {clock, deadline};
    return join(handle, result, "pthread_clockjoin_np", &until, CALLER);
}

int __wrap_pthread_tryjoin_np(pthread_t handle, void **result)
{
    static const char call[] = "pthread_tryjoin_np";
    const void *pc = CALLER;
    struct thread *target = join_target(handle, call, pc);
    point_simple(call, &target->sync, pc);
    if (target->finished)
        return join_end(target, result, pc);
    schedule_glance(pc, &target->sync, 0);
    return EBUSY;
}

int __wrap_pthread_detach(pthread_t handle)
{
    static const char call[] = "pthread_detach";
    if (!schedule.active)
        return __real_pthread_detach(handle);
    const void *pc = CALLER;
    struct thread *target = thread_of(handle);
    if (!target)
        finding_misuse("names a thread that does not exist", call, NULL, pc);
    if (target->detached || target->joined)
        finding_misuse("detaches a thread that can't be joined any more", call,
                       NULL, pc);
    footprint_touch(&target->sync, 1, true);
    target->detached = true;
    return 0;
}

void __wrap_pthread_exit(void *result)
{
    if (!schedule.active)
        __real_pthread_exit(result);
    thread_leave(result);
}

pthread_t __wrap_pthread_self(void)
{
    return schedule.active ? thread_handle(schedule.current)
                           : __real_pthread_self();
}

int __wrap_pthread_setname_np(pthread_t handle, const char *name)
{
    if (!schedule.active)
        return __real_pthread_setname_np(handle, name);
    struct thread *thread = thread_of(handle);
    if (!thread)
        return ESRCH;
    size_t i = 0;
    footprint_touch(thread->name, 1, true);
    argument_touch(name, 1, CALLER);
    for (; i < 15 && name[i]; i++)
        thread->name[i] = name[i];
    argument_tell(name, i + 1, false, CALLER);
    thread->name[i] = '\0';
    return name[i] ? ERANGE : 0;
}
