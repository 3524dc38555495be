/* The timer behind alarm() and setitimer(); see timer.h. */
#include "explore/model/timer.h"

#include "explore/core/schedule.h"

struct timer timer;

void timer_set(uint64_t now, uint64_t span, uint64_t interval)
{
    timer.armed = span > 0;
    timer.deadline = now + span;
    timer.interval = interval;
    timer.since = schedule.steps;
}

uint64_t timer_left(uint64_t now)
{
    if (!timer.armed)
        return 0;
    return timer.deadline > now ? timer.deadline - now : 1;
}

uint64_t timer_end(uint64_t now)
{
    uint64_t then = timer.deadline > now ? timer.deadline : now;
    timer_set(then, timer.interval, timer.interval);
    return then;
}
