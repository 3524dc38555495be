/*
 * Time, which is virtual.
 *
 * The one idea: nobody waits for a clock. Looking at it moves it on: a loop
 * that waits for a time to come gets there. A wait that runs out of time moves
 * the clock on to its deadline, and so does a sleep (sleep.c). What each clock
 * shows is in core/deadline.c.
 */
#include "explore/model/clock.h"

#include <errno.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>

#include "explore/model/calls.h"
#include "trial/engine.h"

int __real_clock_gettime(clockid_t, struct timespec *);
int __real_clock_settime(clockid_t, const struct timespec *);
int __real_gettimeofday(struct timeval *, void *);
time_t __real_time(time_t *);
clock_t __real_clock(void);
clock_t __real_times(struct tms *);
int __real_clock_getres(clockid_t, struct timespec *);

enum { SECOND = 1000000000, TICKS = 100 };

/* Nanoseconds that a look takes: one; one with nothing changed since the last;
 * one of many. The last is little beside what people wait for. */
enum { LOOK = 1000, LOOK_AGAIN = 1000000, LOOK_WAITS = 10000000 };

/* So many looks, each so few own steps after the one before, are a loop. */
enum { NEAR = 32, LOOKS_FEW = 16, LOOKS_MANY = 2000 };

static bool is_moment(const struct timespec *time)
{
    return time->tv_nsec >= 0 && time->tv_nsec < SECOND && time->tv_sec >= 0;
}

struct timespec clock_ahead(clockid_t clock, uint64_t nanoseconds)
{
    uint64_t then = clock_time(clock) + nanoseconds;
    return (struct timespec){.tv_sec = (time_t)(then / SECOND),
                             .tv_nsec = (long)(then % SECOND)};
}

enum { LONG_PAST = 3600, FAR_AHEAD = 365 * 24 * 3600 };

struct strange_deadline strange_deadline;

static void strange_keep(const struct thread *self)
{
    struct strange_deadline *first = &strange_deadline;
    if (first->seconds)
        return;
    first->seconds = self->overdue;
    first->pc = self->overdue_at;
    thread_name_copy(first->thread, self->name);
}

/* Zero is how one writes that a call shall not wait. */
long long deadline_strange(const struct deadline *deadline, const void *pc)
{
    if (!deadline)
        return 0;
    struct thread *self = schedule.current;
    long long now = (long long)(clock_time(deadline->clock) / SECOND);
    long long since;
    bool meant = deadline->at->tv_sec == 0 && deadline->at->tv_nsec == 0;
    bool strange = !meant &&
                   !__builtin_sub_overflow(now, deadline->at->tv_sec, &since) &&
                   (since >= LONG_PAST || -since >= FAR_AHEAD);
    self->overdue = strange ? since : 0;
    self->overdue_at = pc;
    if (strange)
        strange_keep(self);
    return self->overdue;
}

/* One that has passed needed no wait: the call was a look at its object. */
int deadline_over(const struct op *op)
{
    const struct deadline *deadline = op->deadline;
    if (!deadline_valid(deadline))
        return EINVAL;
    if (clock_passed(deadline->clock, deadline->at)) {
        schedule_glance(op->pc, op->address, 0);
        return ETIMEDOUT;
    }
    schedule_yield();
    clock_reach(deadline->clock, deadline->at);
    return ETIMEDOUT;
}

/* By how much a look moves the clocks on. A thread that looks again and again,
 * whatever it does in between, waits for a time to come: it sees time leap, and
 * offers its turn. */
static uint64_t leap(struct thread *self)
{
    bool again = self->looks > 0 && self->steps - self->look_own <= NEAR;
    self->looks = again ? self->looks + 1 : 1;
    self->look_own = self->steps;
    if (self->looks <= LOOKS_FEW)
        return self->yields ? LOOK_AGAIN : LOOK;
    schedule_yield();
    return self->looks <= LOOKS_MANY ? LOOK_WAITS : SECOND;
}

static uint64_t look(clockid_t clock, const void *pc)
{
    schedule_glance(pc, &schedule.now, 0);
    footprint_touch(&schedule.now, 1, true);
    uint64_t step = leap(schedule.current);
    schedule.now += step;
    schedule.worked += step;
    return clock_time(clock);
}

bool engine_clock(clockid_t clock, struct timespec *now, const void *pc)
{
    if (!schedule.active)
        return __real_clock_gettime(clock, now) == 0;
    uint64_t time = look(clock, pc);
    now->tv_sec = (time_t)(time / SECOND);
    now->tv_nsec = (long)(time % SECOND);
    return true;
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!schedule.active)
        return __real_clock_gettime(clock, now);
    if (!clock_known(clock)) {
        errno = EINVAL;
        return -1;
    }
    ARGUMENT_FILLED(now);
    engine_clock(clock, now, CALLER);
    return 0;
}

int __wrap_clock_getres(clockid_t clock, struct timespec *resolution)
{
    if (!schedule.active)
        return __real_clock_getres(clock, resolution);
    if (!clock_known(clock)) {
        errno = EINVAL;
        return -1;
    }
    ARGUMENT_WRITTEN(resolution);
    if (resolution)
        *resolution = (struct timespec){.tv_nsec = 1};
    return 0;
}

/* In microseconds, as POSIX has it. */
clock_t __wrap_clock(void)
{
    if (!schedule.active)
        return __real_clock();
    return (clock_t)(look(CLOCK_PROCESS_CPUTIME_ID, CALLER) / LOOK);
}

clock_t __wrap_times(struct tms *times)
{
    if (!schedule.active)
        return __real_times(times);
    uint64_t time = look(CLOCK_MONOTONIC, CALLER);
    ARGUMENT_WRITTEN(times);
    if (times)
        *times = (struct tms){
            .tms_utime = (clock_t)(schedule.worked / (SECOND / TICKS))};
    return (clock_t)(time / (SECOND / TICKS));
}

int __wrap_clock_settime(clockid_t clock, const struct timespec *now)
{
    if (!schedule.active)
        return __real_clock_settime(clock, now);
    if (clock != CLOCK_REALTIME || !is_moment(now)) {
        errno = EINVAL;
        return -1;
    }
    const struct op op = {.call = "clock_settime", .pc = CALLER};
    schedule_point(&op);
    clock_set(now);
    trace_op(&op, NULL);
    return 0;
}

int __wrap_gettimeofday(struct timeval *now, void *zone)
{
    if (!schedule.active)
        return __real_gettimeofday(now, zone);
    uint64_t time = look(CLOCK_REALTIME, CALLER);
    ARGUMENT_FILLED(now);
    now->tv_sec = (time_t)(time / SECOND);
    now->tv_usec = (suseconds_t)(time % SECOND / 1000);
    return 0;
}

time_t __wrap_time(time_t *now)
{
    if (!schedule.active)
        return __real_time(now);
    time_t time = (time_t)(look(CLOCK_REALTIME, CALLER) / SECOND);
    ARGUMENT_WRITTEN(now);
    if (now)
        *now = time;
    return time;
}
