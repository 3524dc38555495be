/*
 * The clocks of virtual time; see deadline.h.
 *
 * The wall clock and the monotonic clock are far apart, so that a deadline of
 * one is never near on the other, and only the first can be set. The clocks of
 * processor time stand still while a thread sleeps or waits; all threads share
 * one.
 */
#include "explore/core/deadline.h"

#include "explore/core/footprint.h"
#include "explore/core/schedule.h"

/* Atomic time was ahead by so many leap seconds in 2001. */
enum { SECOND = 1000000000, LEAP_SECONDS = 32 };

/* When a schedule begins: the wall clock shows 2001-09-09, so that a date looks
 * like one; the computer was started some time ago; and the second is old, so
 * that adding half of one carries. */
static const uint64_t wall_start = 1000000000750000000;
static const uint64_t monotonic_start = 5000750000000;

/* Those that clock_getcpuclockid() and its kin make up are negative. */
static bool is_processor(clockid_t clock)
{
    return clock < 0 || clock == CLOCK_PROCESS_CPUTIME_ID ||
           clock == CLOCK_THREAD_CPUTIME_ID;
}

static bool is_wall(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ||
           clock == CLOCK_REALTIME_ALARM || clock == CLOCK_TAI;
}

bool clock_known(clockid_t clock)
{
    return is_processor(clock) || is_wall(clock) || clock == CLOCK_MONOTONIC ||
           clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_MONOTONIC_COARSE ||
           clock == CLOCK_BOOTTIME || clock == CLOCK_BOOTTIME_ALARM;
}

uint64_t clock_time(clockid_t clock)
{
    if (is_processor(clock))
        return schedule.worked;
    if (!is_wall(clock))
        return monotonic_start + schedule.now;
    uint64_t ahead = clock == CLOCK_TAI ? LEAP_SECONDS : 0;
    return wall_start + schedule.now + (uint64_t)schedule.shift +
           ahead * SECOND;
}

uint64_t clock_span(const struct timespec *span)
{
    if (span->tv_sec < 0)
        return 0;
    if (span->tv_sec >= INT64_MAX / SECOND)
        return INT64_MAX;
    return (uint64_t)span->tv_sec * SECOND + (uint64_t)span->tv_nsec;
}

bool clock_passed(clockid_t clock, const struct timespec *moment)
{
    return clock_time(clock) >= clock_span(moment);
}

void clock_reach(clockid_t clock, const struct timespec *moment)
{
    if (clock_passed(clock, moment))
        return;
    footprint_touch(&schedule.now, 1, true);
    schedule.now += clock_span(moment) - clock_time(clock);
    schedule.idle = 0;
}

uint64_t deadline_left(const struct deadline *deadline)
{
    if (clock_passed(deadline->clock, deadline->at))
        return 0;
    return clock_span(deadline->at) - clock_time(deadline->clock);
}

/* More steps than a thread that others guard is likely to need; fewer where it
 * is known that the code goes on and on. */
bool minute_may_have_passed(unsigned long since)
{
    enum { STEPS = 20000, STEPS_PATIENT = 10 * PATIENCE };
    unsigned long steps = schedule.limits.patience ? STEPS_PATIENT : STEPS;
    if (schedule.steps - since < steps)
        return false;
    footprint_give_up("lets minutes pass");
    return true;
}

void clock_set(const struct timespec *now)
{
    footprint_touch(&schedule.now, 1, true);
    schedule.shift = (int64_t)(clock_span(now) - wall_start - schedule.now);
}

bool deadline_valid(const struct deadline *deadline)
{
    return deadline->at->tv_nsec >= 0 && deadline->at->tv_nsec < SECOND;
}

bool thread_due(const struct thread *thread)
{
    const struct op *op = thread->op;
    if (!op || !op->deadline || op->ready(thread, OUTCOME_NORMAL) ||
        !op->ready(thread, OUTCOME_TIMEOUT))
        return false;
    return !deadline_valid(op->deadline) ||
           clock_passed(op->deadline->clock, op->deadline->at);
}
