/*
 * Time, which is virtual, and yielding.
 *
 * The one idea: nobody waits for a clock. Sleeping moves the clock on and is a
 * yield; that a thread slept promises nothing about what others did meanwhile,
 * so every order remains possible. Looking at the clock moves it on, too: a
 * loop that waits for a time to come gets there.
 */
#include <errno.h>
#include <sched.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "explore/calls.h"

int __real_sched_yield(void);
int __real_nanosleep(const struct timespec *, struct timespec *);
int __real_clock_gettime(clockid_t, struct timespec *);
int __real_gettimeofday(struct timeval *, void *);
time_t __real_time(time_t *);

enum { LOOK = 1000, SECOND = 1000000000 };

/* 2001-09-09, so that a date looks like one. */
static const uint64_t epoch = 1000000000;

static void pause_for(const char *call, uint64_t nanoseconds, const void *pc)
{
    schedule_yield();
    const struct op op = {.call = call, .pc = pc};
    schedule_point(&op);
    schedule.now += nanoseconds;
    trace_op(&op, NULL);
}

int __wrap_sched_yield(void)
{
    if (!schedule.active)
        return __real_sched_yield();
    pause_for("sched_yield", 0, CALLER);
    return 0;
}

unsigned __wrap_sleep(unsigned seconds)
{
    pause_for("sleep", (uint64_t)seconds * SECOND, CALLER);
    return 0;
}

int __wrap_usleep(useconds_t microseconds)
{
    pause_for("usleep", (uint64_t)microseconds * 1000, CALLER);
    return 0;
}

static uint64_t span_of(const struct timespec *span)
{
    return (uint64_t)span->tv_sec * SECOND + (uint64_t)span->tv_nsec;
}

int __wrap_nanosleep(const struct timespec *span, struct timespec *left)
{
    if (!schedule.active)
        return __real_nanosleep(span, left);
    if (span->tv_nsec < 0 || span->tv_nsec >= SECOND || span->tv_sec < 0) {
        errno = EINVAL;
        return -1;
    }
    pause_for("nanosleep", span_of(span), CALLER);
    return 0;
}

int __wrap_clock_nanosleep(clockid_t clock, int flags,
                           const struct timespec *span, struct timespec *left)
{
    (void)clock;
    (void)left;
    uint64_t until = span_of(span);
    if (flags & TIMER_ABSTIME) {
        uint64_t now = epoch * SECOND + schedule.now;
        until = until > now ? until - now : 0;
    }
    pause_for("clock_nanosleep", until, CALLER);
    return 0;
}

/* Looks at the clock. A thread that looks again and again, as in a loop that
 * waits, sees it leap. */
static uint64_t look(const void *pc)
{
    struct thread *self = schedule.current;
    schedule_glance(pc, &schedule.now, 0);
    schedule.now += self->yields ? LOOK * LOOK : LOOK;
    return epoch * SECOND + schedule.now;
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!schedule.active)
        return __real_clock_gettime(clock, now);
    uint64_t time = look(CALLER);
    now->tv_sec = (time_t)(time / SECOND);
    now->tv_nsec = (long)(time % SECOND);
    return 0;
}

int __wrap_gettimeofday(struct timeval *now, void *zone)
{
    if (!schedule.active)
        return __real_gettimeofday(now, zone);
    uint64_t time = look(CALLER);
    now->tv_sec = (time_t)(time / SECOND);
    now->tv_usec = (suseconds_t)(time % SECOND / 1000);
    return 0;
}

time_t __wrap_time(time_t *now)
{
    if (!schedule.active)
        return __real_time(now);
    time_t time = (time_t)(look(CALLER) / SECOND);
    if (now)
        *now = time;
    return time;
}
