/*
 * Condition variables.
 *
 * The one idea: the scheduling point lies *before* the wait releases the mutex
 * and becomes a waiter. A signal that comes there is lost, as in real life.
 * What becomes of the others is said in wakeup.h.
 */
#include "explore/model/cond.h"

#include <errno.h>
#include <pthread.h>

#include "explore/model/calls.h"
#include "explore/model/clock.h"
#include "explore/model/mutex.h"
#include "explore/model/overtaking.h"
#include "explore/model/wakeup.h"

int __real_pthread_condattr_getclock(const pthread_condattr_t *, clockid_t *);
int __real_pthread_cond_init(pthread_cond_t *, const pthread_condattr_t *);
int __real_pthread_cond_destroy(pthread_cond_t *);
int __real_pthread_cond_signal(pthread_cond_t *);
int __real_pthread_cond_broadcast(pthread_cond_t *);

static const struct object *inside(const struct thread *thread)
{
    return object_find(thread->op->inside);
}

bool cond_keeps(const struct thread *thread)
{
    return thread->op && thread->op->inside && !thread->was_signalled &&
           !wakeup_for(inside(thread), thread->phase);
}

/* Running out of time does not need the mutex; only returning does. */
static bool wait_ready(const struct thread *thread, enum outcome outcome)
{
    if (outcome == OUTCOME_TIMEOUT)
        return !thread->was_signalled;
    if (!mutex_open_to(thread->op->object, thread))
        return false;
    if (outcome == OUTCOME_NORMAL)
        return !cond_keeps(thread);
    return !thread->was_signalled &&
           wakeup_spares(inside(thread), thread->phase);
}

static struct object *cond_get(pthread_cond_t *cond, const char *call,
                               const void *pc)
{
    argument_touch(cond, sizeof *cond, pc);
    object_unsign(cond, OBJECT_COND);
    /* An attribute for the clock is the only thing an initialiser sets. */
    return object_get(cond, OBJECT_COND, bytes_zero(cond, sizeof *cond), call,
                      pc);
}

static void wait_check(const struct object *cond, const struct object *mutex,
                       const char *call, const void *pc)
{
    if (mutex->owner != schedule.current)
        finding_misuse("waits without holding the mutex", call, cond->address,
                       pc);
    if (cond->waiting > 0 && cond->partner != mutex->address)
        finding_misuse("waits on one condition variable with two mutexes", call,
                       cond->address, pc);
}

/* The running thread gives the mutex up and waits. */
static void wait_enter(struct object *cond, struct object *mutex)
{
    struct thread *self = schedule.current;
    cond->partner = mutex->address;
    cond->waiting++;
    self->phase = ++cond->phase;
    self->was_signalled = false;
    mutex_drop(mutex);
}

/* The running thread no longer waits. */
static void wait_leave(struct object *cond, enum outcome outcome)
{
    struct thread *self = schedule.current;
    if (self->was_signalled)
        return;
    cond->waiting--;
    bool leaves_it = outcome == OUTCOME_SPURIOUS ||
                     (outcome == OUTCOME_CANCEL && !wakeup_stranded(cond));
    if (!leaves_it && wakeup_for(cond, self->phase))
        wakeup_take(cond, self->phase);
}

static bool mutex_free(const struct thread *thread, enum outcome outcome)
{
    return outcome == OUTCOME_NORMAL &&
           mutex_open_to(thread->op->object, thread);
}

/* The running thread leaves the wait before it could take the mutex. Others may
 * be faster. */
static int mutex_regain(struct object *mutex, const struct op *shown)
{
    const struct op op = {
        .call = shown->call,
        .address = mutex->address,
        .pc = shown->pc,
        .ready = mutex_free,
        .object = mutex,
        .writes = true,
    };
    schedule_point(&op);
    overtaking_waited();
    return mutex_take(mutex, shown->pc);
}

static int wait_late(struct object *mutex, const struct op *shown)
{
    schedule_yield();
    int error = mutex_regain(mutex, shown);
    trace_op(shown, error ? mutex_taken(error) : "timeout");
    return error ? error : ETIMEDOUT;
}

/* Its deadline has passed already: it waits no more than for the mutex, but is
 * cancelled if that was asked for. */
static int wait_passes(struct object *mutex, const struct op *shown)
{
    if (!thread_heeds_cancel(schedule.current))
        return wait_late(mutex, shown);
    mutex_regain(mutex, shown);
    schedule_cancel(shown);
}

/* Inside the wait. @return How it comes out; the mutex is not taken yet. */
static enum outcome wait_inside(struct object *c, struct object *m,
                                const struct op *shown,
                                const struct deadline *deadline)
{
    wait_enter(c, m);
    const struct op op = {
        .call = shown->call,
        .address = m->address,
        .pc = shown->pc,
        .ready = wait_ready,
        .object = m,
        .inside = c->address,
        .outcomes = OUTCOMES(OUTCOME_SPURIOUS) |
                    (deadline ? OUTCOMES(OUTCOME_TIMEOUT) : 0),
        .deadline = deadline,
        .cancels = CANCEL_WAIT,
        .writes = true,
    };
    trace_op(shown, "blocks");
    overtaking_waits();
    enum outcome outcome = schedule_point(&op);
    overtaking_waited();
    if (outcome != OUTCOME_TIMEOUT)
        object_alive(m, shown->call, shown->pc);
    wait_leave(c, outcome);
    if (outcome == OUTCOME_CANCEL) {
        mutex_regain(m, shown);
        schedule_cancel(shown);
    }
    return outcome;
}

/* NULL: no deadline. */
static int wait(pthread_cond_t *cond, pthread_mutex_t *mutex, const char *call,
                const struct deadline *deadline, const void *pc)
{
    if (deadline && !deadline_valid(deadline))
        return EINVAL;
    struct object *c = cond_get(cond, call, pc);
    struct object *m = mutex_get(mutex, call, pc);
    wait_check(c, m, call, pc);
    point_simple(call, cond, pc);
    object_alive(c, call, pc);
    wait_check(c, m, call, pc);
    const struct op shown = {.call = call,
                             .address = cond,
                             .pc = pc,
                             .overdue = deadline_strange(deadline, pc)};
    if (deadline)
        footprint_touch(&schedule.now, 1, false);
    if (deadline && clock_passed(deadline->clock, deadline->at)) {
        mutex_drop(m);
        return wait_passes(m, &shown);
    }
    enum outcome outcome = wait_inside(c, m, &shown, deadline);
    if (deadline && outcome == OUTCOME_TIMEOUT) {
        clock_reach(deadline->clock, deadline->at);
        return wait_late(m, &shown);
    }
    int error = mutex_take(m, pc);
    trace_op(&shown, error                         ? mutex_taken(error)
                     : outcome == OUTCOME_SPURIOUS ? "spurious"
                                                   : "wakes");
    return error;
}

int __wrap_pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    return wait(cond, mutex, "pthread_cond_wait", NULL, CALLER);
}

int __wrap_pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                  const struct timespec *deadline)
{
    static const char call[] = "pthread_cond_timedwait";
    ARGUMENT_NEEDED(deadline);
    const struct object *c = cond_get(cond, call, CALLER);
    const struct deadline until = {(clockid_t)c->type, deadline};
    return wait(cond, mutex, call, &until, CALLER);
}

int __wrap_pthread_cond_clockwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                  clockid_t clock,
                                  const struct timespec *deadline)
{
    ARGUMENT_NEEDED(deadline);
    const struct deadline until = {clock, deadline};
    return wait(cond, mutex, "pthread_cond_clockwait", &until, CALLER);
}

/* A signal or broadcast was sent, and reached `anyone` or nobody. One to
 * waiters that were all signalled already changes nothing, and is not lost. */
static void signal_note(struct object *cond, const char *call, bool anyone,
                        const void *pc)
{
    const struct op op = {.call = call, .address = cond->address, .pc = pc};
    trace_op(&op, anyone ? NULL : "nobody");
    schedule.changes += anyone;
    cond->unheard = anyone || cond->waiting ? 0 : schedule.steps;
    cond->unheard_at = pc;
    cond->unheard_by = schedule.current;
}

const struct object *cond_unheard(const struct thread *thread)
{
    const struct object *cond = cond_keeps(thread) ? inside(thread) : NULL;
    bool before = cond && cond->unheard && cond->unheard < thread->last_step;
    return before ? cond : NULL;
}

int __wrap_pthread_cond_signal(pthread_cond_t *cond)
{
    static const char call[] = "pthread_cond_signal";
    if (!schedule.active)
        return __real_pthread_cond_signal(cond);
    const void *pc = CALLER;
    struct object *c = cond_get(cond, call, pc);
    point_simple(call, cond, pc);
    object_alive(c, call, pc);
    signal_note(c, call, wakeup_send(c), pc);
    return 0;
}

/* None of the waiters needs the condition any more. One that runs a signal
 * handler meanwhile is still a waiter. */
static void wake_all(struct object *cond)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct thread *thread = threads.live[i];
        if (wakeup_waits(cond, thread))
            thread->was_signalled = true;
        for (struct interrupted *in = thread->interrupted; in; in = in->outer)
            in->was_signalled |= in->op && in->op->inside == cond->address;
    }
    cond->waiting = 0;
    while (cond->wakeups)
        wakeup_take(cond, 0);
}

int __wrap_pthread_cond_broadcast(pthread_cond_t *cond)
{
    static const char call[] = "pthread_cond_broadcast";
    if (!schedule.active)
        return __real_pthread_cond_broadcast(cond);
    const void *pc = CALLER;
    struct object *c = cond_get(cond, call, pc);
    point_simple(call, cond, pc);
    object_alive(c, call, pc);
    bool anyone = c->waiting > 0;
    wake_all(c);
    signal_note(c, call, anyone, pc);
    return 0;
}

int __wrap_pthread_cond_init(pthread_cond_t *cond,
                             const pthread_condattr_t *attributes)
{
    static const char call[] = "pthread_cond_init";
    if (!schedule.active)
        return __real_pthread_cond_init(cond, attributes);
    argument_touch(cond, sizeof *cond, CALLER);
    ARGUMENT_READ(attributes);
    const void *pc = CALLER;
    object_absent(cond, OBJECT_COND, call, pc);
    if (init_fails(cond, OBJECT_COND, call, pc))
        return ENOMEM;
    clockid_t clock = CLOCK_REALTIME;
    if (attributes)
        __real_pthread_condattr_getclock(attributes, &clock);
    bytes_set(cond, 0, sizeof *cond);
    object_new(cond, OBJECT_COND, pc)->type = (unsigned)clock;
    return 0;
}

int __wrap_pthread_cond_destroy(pthread_cond_t *cond)
{
    static const char call[] = "pthread_cond_destroy";
    if (!schedule.active)
        return __real_pthread_cond_destroy(cond);
    const void *pc = CALLER;
    struct object *c = cond_get(cond, call, pc);
    point_simple(call, cond, pc);
    object_alive(c, call, pc);
    if (c->waiting > wakeup_pending(c))
        finding_misuse(IN_USE, call, cond, pc);
    /* Those on their way out of it may find another object here. */
    wake_all(c);
    c->destroyed = true;
    bytes_set(cond, POISON, sizeof *cond);
    return 0;
}
