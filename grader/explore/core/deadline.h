/**
 * @file deadline.h
 * @brief The clocks of virtual time, and until when a call may wait.
 *
 * The one idea: a wait whose deadline has passed is no wait any more. Its
 * thread can go on, by itself and without the adversary: it takes what it
 * wanted if that is to be had, and runs out of time if not.
 */
#ifndef LOCKSTEP_DEADLINE_H
#define LOCKSTEP_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct thread;

/** Until when a call may wait. */
struct deadline {
    clockid_t clock;           /**< on which clock */
    const struct timespec *at; /**< borrowed; may be no valid time */
};

/** Nanoseconds: no thread is kept from running for a minute. What lies so far
 *  ahead comes when nothing else can happen. */
static const uint64_t DEADLINE_FAR = 60000000000;

/** @return A span, or a moment since its clock's beginning, in nanoseconds. A
 *  negative one is 0, and the end of time as far away as fits. */
uint64_t clock_span(const struct timespec *span);

/** @return Whether there is such a clock. */
bool clock_known(clockid_t clock);

/** @return What a clock shows, in nanoseconds. */
uint64_t clock_time(clockid_t clock);

/** @return Whether @p clock shows @p moment or a later time. */
bool clock_passed(clockid_t clock, const struct timespec *moment);

/** @brief Moves time on until @p clock shows @p moment, if it doesn't yet. That
 *  time passed is progress. */
void clock_reach(clockid_t clock, const struct timespec *moment);

/** @return Nanoseconds until a deadline comes; 0: it has passed. */
uint64_t deadline_left(const struct deadline *deadline);

/** @return Whether a minute may have passed since step @p since of the
 * schedule: others may run for ever, and what is far ahead must come some day.
 */
bool minute_may_have_passed(unsigned long since);

/** @brief Sets the wall clock to a time not before 1970. */
void clock_set(const struct timespec *now);

/** @return Whether a deadline is a valid time; others end a wait at once. */
bool deadline_valid(const struct deadline *deadline);

/** @return Whether the announced operation of @p thread can't be done now and
 *  may not be waited for any longer. */
bool thread_due(const struct thread *thread);

#endif
