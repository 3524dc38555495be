/*
 * Time, which is virtual, and yielding.
 *
 * The one idea: nobody waits for a clock. Sleeping moves the clock on and is a
 * yield; that a thread slept promises nothing about what others did meanwhile,
 * so every order remains possible. A sleep that is over is progress: who sleeps
 * again and again may do so for ever, as servers do, and is no livelock.
 * Looking at the clock moves it on, too: a loop that waits for a time to come
 * gets there. A wait that runs out of time moves the clock on to its deadline.
 * What each clock shows is in core/deadline.c.
 */
#include "explore/model/clock.h"

#include <errno.h>
#include <sched.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "explore/model/calls.h"
#include "explore/model/signals.h"
#include "trial/engine.h"

int __real_sched_yield(void);
int __real_nanosleep(const struct timespec *, struct timespec *);
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

/* A handler ends a sleep, whatever its flags say. */
static bool sleep_ready(const struct thread *thread, enum outcome outcome)
{
    return outcome != OUTCOME_INTERRUPT || signals_due(thread);
}

/* @return What is left of the time: 0, or half of it if a signal came. */
static uint64_t pause_for(const char *call, uint64_t nanoseconds,
                          enum cancel_point cancels, const void *pc)
{
    schedule_yield();
    const struct op op = {.call = call,
                          .pc = pc,
                          .ready = nanoseconds ? sleep_ready : NULL,
                          .outcomes =
                              nanoseconds ? OUTCOMES(OUTCOME_INTERRUPT) : 0,
                          .cancels = cancels};
    uint64_t left = 0, rings = UINT64_MAX;
    if (schedule_point(&op) == OUTCOME_INTERRUPT)
        left = (nanoseconds + 1) / 2;
    else
        rings = signals_ring_in();
    /* A timer that runs out before the sleep does ends it. */
    if (rings < nanoseconds)
        left = nanoseconds - rings;
    if (nanoseconds > 0)
        schedule.idle = 0;
    if (nanoseconds > 0)
        footprint_touch(&schedule.now, 1, true);
    schedule.now += nanoseconds - left;
    trace_op(&op, left ? "interrupted" : NULL);
    if (rings < nanoseconds)
        signals_settle(call, pc);
    return left;
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
_Noreturn void __wrap_lockstep_empty_loop(void)
{
    for (;;)
        pause_for("an empty loop", LOOK, CANCEL_NEVER, CALLER);
}

unsigned __wrap_sleep(unsigned seconds)
{
    uint64_t rest =
        pause_for("sleep", (uint64_t)seconds * SECOND, CANCEL_CALL, CALLER);
    return (unsigned)(rest / SECOND);
}

int __wrap_usleep(useconds_t microseconds)
{
    if (pause_for("usleep", (uint64_t)microseconds * 1000, CANCEL_CALL,
                  CALLER) == 0)
        return 0;
    errno = EINTR;
    return -1;
}

static uint64_t span_of(const struct timespec *span)
{
    return (uint64_t)span->tv_sec * SECOND + (uint64_t)span->tv_nsec;
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
    uint64_t rest = pause_for("nanosleep", span_of(span), CANCEL_CALL, CALLER);
    if (rest == 0)
        return 0;
    ARGUMENT_WRITTEN(left);
    if (left)
        *left = span_make(rest);
    errno = EINTR;
    return -1;
}

/* A point in time is compared with the clock at the thread's next turn: others
 * may have slept meanwhile, and then it has passed. */
int __wrap_clock_nanosleep(clockid_t clock, int flags,
                           const struct timespec *span, struct timespec *left)
{
    ARGUMENT_NEEDED(span);
    if (!is_span(span) || !clock_known(clock) ||
        clock == CLOCK_THREAD_CPUTIME_ID)
        return EINVAL;
    bool moment = flags & TIMER_ABSTIME;
    uint64_t rest = pause_for("clock_nanosleep", moment ? 0 : span_of(span),
                              CANCEL_CALL, CALLER);
    if (moment)
        clock_reach(clock, span);
    if (moment && signals_ring_in() <= 1)
        signals_settle("clock_nanosleep", CALLER);
    if (rest == 0)
        return 0;
    ARGUMENT_WRITTEN(left);
    if (left)
        *left = span_make(rest);
    return EINTR;
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
    if (clock != CLOCK_REALTIME || !is_span(now)) {
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
