/*
 * alarm() and setitimer(): SIGALRM, when its time has come.
 *
 * The one idea: how long a program takes is not known, so the timer may run out
 * at any moment: once for a timeout that the adversary has, and whenever
 * nothing else can happen. One that is a minute or more away does only the
 * latter, as a sleep does. Then the clock moves on to it. One for which nobody
 * has a handler is a guard against hangs, which the explorer finds itself.
 */
#include <errno.h>
#include <sys/time.h>
#include <unistd.h>

#include "explore/model/calls.h"
#include "explore/model/signals.h"
#include "explore/model/timer.h"

unsigned __real_alarm(unsigned);
int __real_setitimer(__itimer_which_t, const struct itimerval *,
                     struct itimerval *);
int __real_getitimer(__itimer_which_t, struct itimerval *);

enum { SECOND = 1000000000, MICROSECOND = 1000 };

static uint64_t span_of(const struct timeval *value)
{
    return (uint64_t)value->tv_sec * SECOND +
           (uint64_t)value->tv_usec * MICROSECOND;
}

static struct timeval value_of(uint64_t span)
{
    return (struct timeval){(time_t)(span / SECOND),
                            (suseconds_t)(span % SECOND / MICROSECOND)};
}

static bool is_span(const struct timeval *value)
{
    return value->tv_sec >= 0 && value->tv_usec >= 0 &&
           value->tv_usec < SECOND / MICROSECOND;
}

static void arm(uint64_t span, uint64_t interval, const char *call,
                const void *pc)
{
    signals_programs_only(call, pc);
    point_simple(call, &timer, pc);
    timer_set(schedule.now, span, interval);
    signals_recount();
    trace_done(call, NULL, pc);
}

unsigned __wrap_alarm(unsigned seconds)
{
    if (!schedule.active)
        return __real_alarm(seconds);
    uint64_t left = timer_left(schedule.now);
    arm((uint64_t)seconds * SECOND, 0, "alarm", CALLER);
    return (unsigned)((left + SECOND - 1) / SECOND);
}

static void timer_tell(struct itimerval *now, const void *pc)
{
    argument_needed(now, sizeof *now, true, pc);
    now->it_value = value_of(timer_left(schedule.now));
    now->it_interval = value_of(timer.interval);
}

int __wrap_setitimer(__itimer_which_t which, const struct itimerval *wanted,
                     struct itimerval *old)
{
    static const char call[] = "setitimer";
    if (!schedule.active)
        return __real_setitimer(which, wanted, old);
    if (which != ITIMER_REAL)
        finding_unmodelled("a timer of processor time", CALLER);
    ARGUMENT_NEEDED(wanted);
    if (!is_span(&wanted->it_value) || !is_span(&wanted->it_interval)) {
        errno = EINVAL;
        return -1;
    }
    if (old)
        timer_tell(old, CALLER);
    arm(span_of(&wanted->it_value), span_of(&wanted->it_interval), call,
        CALLER);
    return 0;
}

int __wrap_getitimer(__itimer_which_t which, struct itimerval *now)
{
    if (!schedule.active)
        return __real_getitimer(which, now);
    if (which != ITIMER_REAL)
        finding_unmodelled("a timer of processor time", CALLER);
    schedule_glance(CALLER, &timer, timer_left(schedule.now));
    timer_tell(now, CALLER);
    return 0;
}
