/**
 * @file timer.h
 * @brief The one timer of a process that sends SIGALRM.
 */
#ifndef LOCKSTEP_TIMER_H
#define LOCKSTEP_TIMER_H

#include <stdbool.h>
#include <stdint.h>

/** In nanoseconds of virtual time. */
struct timer {
    bool armed;          /**< it will run out */
    uint64_t deadline;   /**< ... at that time */
    uint64_t interval;   /**< and so much later again; 0: not again */
    unsigned long since; /**< the step of the schedule at which it was set */
};

/** Of the running schedule. */
extern struct timer timer;

/** @brief Sets it @p span from @p now on; 0 stops it. */
void timer_set(uint64_t now, uint64_t span, uint64_t interval);

/** @return What is left at @p now: at least 1 while it is armed, else 0. */
uint64_t timer_left(uint64_t now);

/** @brief It runs out. @return The time then: @p now or later. */
uint64_t timer_end(uint64_t now);

#endif
