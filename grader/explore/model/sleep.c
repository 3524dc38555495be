/*
 * Sleeping, and yielding.
 *
 * The one idea: a sleep moves the clock on and is a yield; that a thread slept
 * promises nothing about what others did meanwhile, so every order remains
 * possible. Only a sleep of a minute or more goes on while others do, as a wait
 * does whose deadline is far (core/moves.c): else every program that has a
 * thread to guard against hangs would fail by it. Time may also pass by what
 * others do: many short sleeps make a long one.
 *
 * A sleep that is over is progress: who sleeps again and again may do so for
 * ever, as servers do, and is no livelock.
 */
#include <errno.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>

#include "explore/core/footprint.h"
#include "explore/model/calls.h"
#include "explore/model/clock.h"
#include "explore/model/signals.h"

int __real_sched_yield(void);
int __real_nanosleep(const struct timespec *, struct timespec *);

enum { SECOND = 1000000000, EMPTY_ROUND = 1000 };

/* One that goes on. */
struct sleep {
    struct op op; /* first: ready functions are given no more */
    struct deadline until;
    unsigned long since; /* the step at which it began */
};

/* A handler ends a sleep, whatever its flags say. */
static bool short_ready(const struct thread *thread, enum outcome outcome)
{
    return outcome != OUTCOME_INTERRUPT || signals_due(thread);
}

static bool long_ready(const struct thread *thread, enum outcome outcome)
{
    const struct sleep *sleep = (const struct sleep *)(const void *)thread->op;
    if (outcome == OUTCOME_INTERRUPT)
        return signals_due(thread);
    bool over = deadline_left(&sleep->until) < DEADLINE_FAR ||
                minute_may_have_passed(sleep->since);
    return over == (outcome == OUTCOME_NORMAL);
}

/* The sleep ends, of which there is so much left. @return What is left of it
 * for good: half of it if a signal came. A timer that runs out first ends it.
 */
static uint64_t sleep_end(const struct op *op, uint64_t span,
                          enum outcome outcome)
{
    uint64_t left = 0, rings = UINT64_MAX;
    if (outcome == OUTCOME_INTERRUPT)
        left = (span + 1) / 2;
    else
        rings = signals_ring_in();
    if (rings < span)
        left = span - rings;
    footprint_touch(&schedule.now, 1, true);
    schedule.now += span - left;
    schedule.idle = 0;
    trace_op(op, left ? "interrupted" : NULL);
    if (rings < span)
        signals_settle(op->call, op->pc);
    return left;
}

/* @return What is left of the time. */
static uint64_t sleep_until(const char *call, struct deadline until,
                            const void *pc)
{
    const struct sleep sleep = {
        .op = {.call = call,
               .pc = pc,
               .ready = long_ready,
               .outcomes =
                   OUTCOMES(OUTCOME_TIMEOUT) | OUTCOMES(OUTCOME_INTERRUPT),
               .deadline = &sleep.until,
               .cancels = CANCEL_CALL,
               .sleeps = true},
        .until = until,
        .since = schedule.steps,
    };
    schedule_yield();
    enum outcome outcome = schedule_point(&sleep.op);
    return sleep_end(&sleep.op, deadline_left(&sleep.until), outcome);
}

/* @return What is left of the time; 0: it was only a yield, or is over. */
static uint64_t pause_for(const char *call, uint64_t nanoseconds,
                          enum cancel_point cancels, const void *pc)
{
    const struct op op = {.call = call,
                          .pc = pc,
                          .ready = nanoseconds ? short_ready : NULL,
                          .outcomes =
                              nanoseconds ? OUTCOMES(OUTCOME_INTERRUPT) : 0,
                          .cancels = cancels};
    schedule_yield();
    enum outcome outcome = schedule_point(&op);
    if (nanoseconds > 0)
        return sleep_end(&op, nanoseconds, outcome);
    trace_op(&op, NULL);
    return 0;
}

static uint64_t sleep_for(const char *call, uint64_t nanoseconds,
                          const void *pc)
{
    if (nanoseconds < DEADLINE_FAR)
        return pause_for(call, nanoseconds, CANCEL_CALL, pc);
    struct timespec at = clock_ahead(CLOCK_MONOTONIC, nanoseconds);
    return sleep_until(call, (struct deadline){CLOCK_MONOTONIC, &at}, pc);
}

int __wrap_sched_yield(void)
{
    if (!schedule.active)
        return __real_sched_yield();
    pause_for("sched_yield", 0, CANCEL_NEVER, CALLER);
    return 0;
}

/* Where the code loops for ever and does nothing (grader/compile.sh): time
 * passes, and others go on. */
_Noreturn void __wrap___lockstep_empty_loop(void)
{
    for (;;)
        pause_for("an empty loop", EMPTY_ROUND, CANCEL_NEVER, CALLER);
}

unsigned __wrap_sleep(unsigned seconds)
{
    uint64_t rest = sleep_for("sleep", (uint64_t)seconds * SECOND, CALLER);
    return (unsigned)(rest / SECOND);
}

int __wrap_usleep(useconds_t microseconds)
{
    if (sleep_for("usleep", (uint64_t)microseconds * 1000, CALLER) == 0)
        return 0;
    errno = EINTR;
    return -1;
}

static struct timespec span_make(uint64_t nanoseconds)
{
    return (struct timespec){(time_t)(nanoseconds / SECOND),
                             (long)(nanoseconds % SECOND)};
}

static bool is_span(const struct timespec *span)
{
    return span->tv_nsec >= 0 && span->tv_nsec < SECOND && span->tv_sec >= 0;
}

int __wrap_nanosleep(const struct timespec *span, struct timespec *left)
{
    if (!schedule.active)
        return __real_nanosleep(span, left);
    ARGUMENT_NEEDED(span);
    if (!is_span(span)) {
        errno = EINVAL;
        return -1;
    }
    uint64_t rest = sleep_for("nanosleep", clock_span(span), CALLER);
    if (rest == 0)
        return 0;
    ARGUMENT_WRITTEN(left);
    if (left)
        *left = span_make(rest);
    errno = EINTR;
    return -1;
}

/* One that is near is compared with the clock at the thread's next turn: others
 * may have slept meanwhile, and then it has passed. The clocks of processor
 * time stand still while threads sleep. @return An error number. */
static int sleep_until_moment(clockid_t clock, const struct timespec *moment,
                              const void *pc)
{
    static const char call[] = "clock_nanosleep";
    const struct deadline until = {clock, moment};
    bool stands = clock < 0 || clock == CLOCK_PROCESS_CPUTIME_ID;
    if (!stands && deadline_left(&until) >= DEADLINE_FAR)
        return sleep_until(call, until, pc) ? EINTR : 0;
    pause_for(call, 0, CANCEL_CALL, pc);
    clock_reach(clock, moment);
    if (signals_ring_in() <= 1)
        signals_settle(call, pc);
    return 0;
}

int __wrap_clock_nanosleep(clockid_t clock, int flags,
                           const struct timespec *span, struct timespec *left)
{
    ARGUMENT_NEEDED(span);
    if (!is_span(span) || !clock_known(clock) ||
        clock == CLOCK_THREAD_CPUTIME_ID)
        return EINVAL;
    if (flags & TIMER_ABSTIME)
        return sleep_until_moment(clock, span, CALLER);
    uint64_t rest = sleep_for("clock_nanosleep", clock_span(span), CALLER);
    if (rest == 0)
        return 0;
    ARGUMENT_WRITTEN(left);
    if (left)
        *left = span_make(rest);
    return EINTR;
}
