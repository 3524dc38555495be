/*
 * Time, which is virtual, and yielding.
 *
 * The one idea: nobody waits for a clock. Sleeping moves the clock on and is a
 * yield; that a thread slept promises nothing about what others did meanwhile,
 * so every order remains possible. A sleep that is over is progress: who sleeps
 * again and again may do so for ever, as servers do, and is no livelock.
 * Looking at the clock moves it on, too: a loop that waits for a time to come
 * gets there. A wait that runs out of time moves the clock on to its deadline.
 *
 * The wall clock and the monotonic clock are far apart, so that a deadline of
 * one is never near on the other, and only the first can be set. The clocks of
 * processor time stand still while a thread sleeps or waits; all threads share
 * one.
 */
#include "explore/model/clock.h"

#include <errno.h>
#include <sched.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "explore/model/calls.h"
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

enum { LOOK = 1000, SECOND = 1000000000, TICKS = 100 };
/* Leap seconds that atomic time was ahead by in 2001. */
enum { LEAP_SECONDS = 32 };

/* When a schedule begins: the wall clock shows 2001-09-09, so that a date looks
 * like one; the computer was started some time ago; and the second is old, so
 * that adding half of one carries. */
static const uint64_t wall_start = 1000000000750000000;
static const uint64_t monotonic_start = 5000750000000;

static void pause_for(const char *call, uint64_t nanoseconds, const void *pc)
{
    schedule_yield();
    const struct op op = {.call = call, .pc = pc};
    schedule_point(&op);
    if (nanoseconds > 0)
        schedule.idle = 0;
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

/* Where the code loops for ever and does nothing (grader/compile.sh): time
 * passes, and others go on. */
_Noreturn void __wrap_lockstep_empty_loop(void)
{
    for (;;)
        pause_for("an empty loop", LOOK, CALLER);
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

static bool is_clock(clockid_t clock)
{
    return is_processor(clock) || is_wall(clock) || clock == CLOCK_MONOTONIC ||
           clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_MONOTONIC_COARSE ||
           clock == CLOCK_BOOTTIME || clock == CLOCK_BOOTTIME_ALARM;
}

static uint64_t time_of(clockid_t clock)
{
    if (is_processor(clock))
        return schedule.worked;
    if (!is_wall(clock))
        return monotonic_start + schedule.now;
    uint64_t ahead = clock == CLOCK_TAI ? LEAP_SECONDS : 0;
    return wall_start + schedule.now + (uint64_t)schedule.shift +
           ahead * SECOND;
}

static uint64_t span_of(const struct timespec *span)
{
    return (uint64_t)span->tv_sec * SECOND + (uint64_t)span->tv_nsec;
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
    pause_for("nanosleep", span_of(span), CALLER);
    return 0;
}

/* A point in time is compared with the clock at the thread's next turn: others
 * may have slept meanwhile, and then it has passed. */
int __wrap_clock_nanosleep(clockid_t clock, int flags,
                           const struct timespec *span, struct timespec *left)
{
    (void)left;
    ARGUMENT_NEEDED(span);
    if (!is_span(span) || !is_clock(clock) || clock == CLOCK_THREAD_CPUTIME_ID)
        return EINVAL;
    bool moment = flags & TIMER_ABSTIME;
    pause_for("clock_nanosleep", moment ? 0 : span_of(span), CALLER);
    if (moment)
        clock_reach(clock, span);
    return 0;
}

bool clock_passed(clockid_t clock, const struct timespec *deadline)
{
    return deadline->tv_sec < 0 || time_of(clock) >= span_of(deadline);
}

void clock_reach(clockid_t clock, const struct timespec *deadline)
{
    if (!clock_passed(clock, deadline))
        schedule.now += span_of(deadline) - time_of(clock);
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

long long deadline_strange(const struct deadline *deadline, const void *pc)
{
    if (!deadline)
        return 0;
    struct thread *self = schedule.current;
    long long now = (long long)(time_of(deadline->clock) / SECOND);
    long long since;
    bool strange = !__builtin_sub_overflow(now, deadline->at->tv_sec, &since) &&
                   (since >= LONG_PAST || -since >= FAR_AHEAD);
    self->overdue = strange ? since : 0;
    self->overdue_at = pc;
    if (strange)
        strange_keep(self);
    return self->overdue;
}

int deadline_over(const struct deadline *deadline)
{
    schedule_yield();
    long nanoseconds = deadline->at->tv_nsec;
    if (nanoseconds < 0 || nanoseconds >= SECOND)
        return EINVAL;
    clock_reach(deadline->clock, deadline->at);
    return ETIMEDOUT;
}

/* Looks at a clock. A thread that looks again and again, as in a loop that
 * waits, sees it leap. */
static uint64_t look(clockid_t clock, const void *pc)
{
    struct thread *self = schedule.current;
    schedule_glance(pc, &schedule.now, 0);
    uint64_t step = self->yields ? LOOK * LOOK : LOOK;
    schedule.now += step;
    schedule.worked += step;
    return time_of(clock);
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
    if (!is_clock(clock)) {
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
    if (!is_clock(clock)) {
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
    schedule.shift = (int64_t)(span_of(now) - wall_start - schedule.now);
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
