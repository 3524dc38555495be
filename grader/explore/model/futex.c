/*
 * System calls that a program makes itself, and among them futex(2), which own
 * locks are made of, and what C++20 has in <atomic>, <semaphore>, <latch> and
 * <barrier>.
 *
 * The one idea: comparing the word and going to sleep is one step. A wake
 * leaves wakeups, as a signal of a condition does (wakeup.h): which of those
 * that wait it wakes is left open. It orders nothing: that is what the word is
 * for.
 */
#include <errno.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/model/calls.h"
#include "explore/model/clock.h"
#include "explore/model/overtaking.h"
#include "explore/model/signals.h"
#include "explore/model/wakeup.h"

long __real_syscall(long, ...);
long __wrap_syscall(long, ...);
pid_t __wrap_gettid(void);

static const char wait_call[] = "futex wait";
static const char wake_call[] = "futex wake";

enum { SECOND = 1000000000 };

static long result(int error)
{
    errno = error;
    return error ? -1 : 0;
}

static struct object *futex_of(const void *word, const void *pc)
{
    struct object *object = object_find(word);
    if (!object || object->kind != OBJECT_FUTEX || object->destroyed)
        object = object_new(word, OBJECT_FUTEX, pc);
    return object;
}

/* Whoever leaves without being woken leaves the wakeups to the others. */
static bool wait_ready(const struct thread *thread, enum outcome outcome)
{
    const struct object *object = thread->op->object;
    if (outcome == OUTCOME_NORMAL)
        return wakeup_for(object, thread->phase);
    if (outcome == OUTCOME_INTERRUPT && !signals_reach(thread))
        return false;
    return wakeup_spares(object, thread->phase);
}

static long asleep(const void *word, const struct deadline *deadline,
                   const void *pc)
{
    struct thread *self = schedule.current;
    struct object *object = futex_of(word, pc);
    object->waiting++;
    self->phase = ++object->phase;
    self->was_signalled = false;
    const struct op op = {
        .call = wait_call,
        .address = word,
        .pc = pc,
        .ready = wait_ready,
        .object = object,
        .inside = word,
        .outcomes = OUTCOMES(OUTCOME_SPURIOUS) | OUTCOMES(OUTCOME_INTERRUPT) |
                    (deadline ? OUTCOMES(OUTCOME_TIMEOUT) : 0),
        .deadline = deadline,
        .overdue = deadline_strange(deadline, pc),
        .writes = true,
    };
    trace_op(&op, "blocks");
    overtaking_waits();
    enum outcome outcome = schedule_point(&op);
    overtaking_waited();
    object->waiting--;
    switch (outcome) {
    case OUTCOME_INTERRUPT:
        trace_op(&op, "interrupted");
        return result(EINTR);
    case OUTCOME_TIMEOUT:
        trace_op(&op, "timeout");
        return result(deadline_over(&op));
    case OUTCOME_SPURIOUS:
        trace_op(&op, "spurious");
        return 0;
    default:
        wakeup_take(object, self->phase);
        trace_op(&op, "wakes");
        return 0;
    }
}

static long word_wait(const int *word, int value,
                      const struct deadline *deadline, const void *pc)
{
    const struct op op = {.call = wait_call, .address = word, .pc = pc};
    argument_touch(word, sizeof *word, pc);
    point_simple(wait_call, word, pc);
    argument_touch(word, sizeof *word, pc);
    int now = *(const volatile int *)word;
    if (now == value)
        return asleep(word, deadline, pc);
    trace_op(&op, "busy");
    schedule_glance(pc, word, (uint64_t)now);
    return result(EAGAIN);
}

static long word_wake(const int *word, int most, const void *pc)
{
    long woken = 0;
    point_simple(wake_call, word, pc);
    struct object *object = futex_of(word, pc);
    while (woken < most && wakeup_send(object))
        woken++;
    schedule.changes += woken > 0;
    const struct op op = {.call = wake_call, .address = word, .pc = pc};
    trace_op(&op, woken ? NULL : "nobody");
    return woken;
}

/* FUTEX_WAIT is given how long, not until when. */
static long wait_for(const int *word, int value, const struct timespec *span,
                     const void *pc)
{
    if (!span)
        return word_wait(word, value, NULL, pc);
    argument_needed(span, sizeof *span, false, pc);
    if (span->tv_sec < 0 || span->tv_nsec < 0 || span->tv_nsec >= SECOND)
        return result(EINVAL);
    struct timespec until;
    engine_clock(CLOCK_MONOTONIC, &until, pc);
    long nanoseconds = until.tv_nsec + span->tv_nsec;
    until.tv_sec += span->tv_sec + nanoseconds / SECOND;
    until.tv_nsec = nanoseconds % SECOND;
    return word_wait(word, value, &(struct deadline){CLOCK_MONOTONIC, &until},
                     pc);
}

static long wait_until(const int *word, int value, clockid_t clock,
                       const struct timespec *at, const void *pc)
{
    if (!at)
        return word_wait(word, value, NULL, pc);
    argument_needed(at, sizeof *at, false, pc);
    if (at->tv_nsec < 0 || at->tv_nsec >= SECOND)
        return result(EINVAL);
    return word_wait(word, value, &(struct deadline){clock, at}, pc);
}

static long futex(const long *arguments, const void *pc)
{
    const int *word = (const int *)arguments[0];
    const struct timespec *time = (const struct timespec *)arguments[3];
    int operation = (int)arguments[1], value = (int)arguments[2];
    bool real = operation & FUTEX_CLOCK_REALTIME;
    bool all = (unsigned)arguments[5] == FUTEX_BITSET_MATCH_ANY;
    switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
        return wait_for(word, value, time, pc);
    case FUTEX_WAIT_BITSET:
        if (all)
            return wait_until(
                word, value, real ? CLOCK_REALTIME : CLOCK_MONOTONIC, time, pc);
        break;
    case FUTEX_WAKE:
        return word_wake(word, value, pc);
    case FUTEX_WAKE_BITSET:
        if (all)
            return word_wake(word, value, pc);
        break;
    default:
        break;
    }
    finding_unmodelled("a futex call other than to wait and to wake", pc);
}

/* The kit's own calls come here, too; it makes none of those that are modelled.
 */
long __wrap_syscall(long number, ...)
{
    long arguments[6];
    va_list list;
    va_start(list, number);
    for (unsigned i = 0; i < 6; i++)
        arguments[i] = va_arg(list, long);
    va_end(list);
    if (schedule.active && number == SYS_futex)
        return futex(arguments, CALLER);
    if (schedule.active && number == SYS_gettid)
        return __wrap_gettid();
    return __real_syscall(number, arguments[0], arguments[1], arguments[2],
                          arguments[3], arguments[4], arguments[5]);
}
