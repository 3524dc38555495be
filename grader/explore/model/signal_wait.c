/*
 * Calls that wait for a signal.
 *
 * The one idea: sigwait() and its kin take a signal that is blocked, and no
 * handler runs; pause() and sigsuspend() return after a handler has run. What
 * comes right before pause() is lost to it, as in real life.
 */
#include <errno.h>
#include <signal.h>

#include "explore/model/calls.h"
#include "explore/model/clock.h"
#include "explore/model/signal_state.h"
#include "explore/model/signal_words.h"

int __real_sigwait(const sigset_t *, int *);
int __real_sigwaitinfo(const sigset_t *, siginfo_t *);
int __real_sigtimedwait(const sigset_t *, siginfo_t *, const struct timespec *);
int __real_sigpending(sigset_t *);
int __real_sigsuspend(const sigset_t *);
int __real_pause(void);
pid_t __wrap_getpid(void);

enum { SECOND = 1000000000 };

static int fail(int error)
{
    errno = error;
    return -1;
}

static bool wait_ready(const struct thread *thread, enum outcome outcome)
{
    bool there = signal_waits_for(thread, thread->signals_awaited);
    if (outcome == OUTCOME_INTERRUPT)
        return signals_due(thread);
    return outcome == OUTCOME_NORMAL ? there : !there;
}

/* @return How the wait comes out; if normally, what came is in @p taken. */
static enum outcome wait(uint64_t among, const char *call, unsigned outcomes,
                         const struct deadline *deadline, struct pending *taken,
                         const void *pc)
{
    struct thread *self = schedule.current;
    signals_programs_only(call, pc);
    const struct op op = {.call = call,
                          .pc = pc,
                          .ready = wait_ready,
                          .outcomes = outcomes,
                          .deadline = deadline,
                          .writes = true};
    if (!signal_waits_for(self, among))
        trace_op(&op, "blocks");
    self->signals_awaited = among;
    enum outcome outcome = schedule_point(&op);
    self->signals_awaited = 0;
    if (outcome == OUTCOME_NORMAL) {
        *taken = signal_consume(among);
        trace_done(signal_takes(taken->number), NULL, pc);
    } else {
        trace_op(&op, outcome == OUTCOME_TIMEOUT ? "timeout" : "interrupted");
    }
    return outcome;
}

int __wrap_sigwait(const sigset_t *set, int *number)
{
    static const char call[] = "sigwait";
    struct pending taken = {0};
    if (!schedule.active)
        return __real_sigwait(set, number);
    uint64_t among = signals_in(set, CALLER);
    if (among & ~schedule.current->signals_blocked & ~UNBLOCKABLE)
        finding_misuse("waits for a signal that it does not block", call, NULL,
                       CALLER);
    wait(among, call, 0, NULL, &taken, CALLER);
    ARGUMENT_FILLED(number);
    *number = taken.number;
    return 0;
}

static int info_write(siginfo_t *info, const struct pending *taken,
                      const void *pc)
{
    if (!info)
        return taken->number;
    argument_needed(info, sizeof *info, true, pc);
    bytes_set(info, 0, sizeof *info);
    info->si_signo = taken->number;
    info->si_code = taken->code;
    info->si_pid = __wrap_getpid();
    info->si_value = taken->value;
    return taken->number;
}

int __wrap_sigwaitinfo(const sigset_t *set, siginfo_t *info)
{
    struct pending taken = {0};
    if (!schedule.active)
        return __real_sigwaitinfo(set, info);
    enum outcome outcome =
        wait(signals_in(set, CALLER), "sigwaitinfo",
             OUTCOMES(OUTCOME_INTERRUPT), NULL, &taken, CALLER);
    return outcome == OUTCOME_INTERRUPT ? fail(EINTR)
                                        : info_write(info, &taken, CALLER);
}

int __wrap_sigtimedwait(const sigset_t *set, siginfo_t *info,
                        const struct timespec *span)
{
    struct pending taken = {0};
    unsigned outcomes = OUTCOMES(OUTCOME_INTERRUPT);
    struct timespec at;
    const struct deadline until = {CLOCK_MONOTONIC, &at};
    if (!schedule.active)
        return __real_sigtimedwait(set, info, span);
    if (span) {
        ARGUMENT_READ(span);
        if (span->tv_nsec < 0 || span->tv_nsec >= SECOND)
            return fail(EINVAL);
        outcomes |= OUTCOMES(OUTCOME_TIMEOUT);
        at = clock_ahead(CLOCK_MONOTONIC, clock_span(span));
    }
    enum outcome outcome = wait(signals_in(set, CALLER), "sigtimedwait",
                                outcomes, span ? &until : NULL, &taken, CALLER);
    if (outcome == OUTCOME_NORMAL)
        return info_write(info, &taken, CALLER);
    if (outcome == OUTCOME_INTERRUPT)
        return fail(EINTR);
    schedule_yield();
    clock_reach(until.clock, until.at);
    return fail(EAGAIN);
}

int __wrap_sigpending(sigset_t *set)
{
    const struct thread *self = schedule.current;
    if (!schedule.active)
        return __real_sigpending(set);
    const struct op op = {.call = "sigpending", .pc = CALLER};
    schedule_point(&op);
    uint64_t pending = pending_for(self) & self->signals_blocked;
    trace_op(&op, NULL);
    schedule_glance(CALLER, &schedule.signals_pending, pending);
    signals_write(set, pending, CALLER);
    return 0;
}

static bool suspend_ready(const struct thread *thread, enum outcome outcome)
{
    return outcome == OUTCOME_INTERRUPT && signals_due(thread);
}

/* Waits, with another mask meanwhile, until a handler has run. */
static int suspend(uint64_t mask, const char *call, const void *pc)
{
    struct thread *self = schedule.current;
    signals_programs_only(call, pc);
    uint64_t before = self->signals_blocked;
    point_simple(call, NULL, pc);
    const struct op op = {.call = call,
                          .pc = pc,
                          .ready = suspend_ready,
                          .outcomes = OUTCOMES(OUTCOME_INTERRUPT),
                          .suspends = true,
                          .writes = true};
    trace_op(&op, "blocks");
    self->signals_blocked = mask & ~UNBLOCKABLE;
    schedule_point(&op);
    self->signals_blocked = before;
    trace_op(&op, "wakes");
    signals_settle(call, pc);
    return fail(EINTR);
}

int __wrap_sigsuspend(const sigset_t *mask)
{
    if (!schedule.active)
        return __real_sigsuspend(mask);
    return suspend(signals_in(mask, CALLER), "sigsuspend", CALLER);
}

int __wrap_pause(void)
{
    if (!schedule.active)
        return __real_pause();
    return suspend(schedule.current->signals_blocked, "pause", CALLER);
}
