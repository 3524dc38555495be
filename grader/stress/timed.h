/**
 * @file timed.h
 * @brief Deadlines on any clock, turned into ones on the time-of-day clock.
 */
#ifndef LOCKSTEP_TIMED_H
#define LOCKSTEP_TIMED_H

#include <stdbool.h>
#include <time.h>

#include "stress/registry.h"

/** A round costs milliseconds: who sleeps longer than this waits for good. */
enum { FAR_SECONDS = 60 };

/** @return Whether a call with a deadline takes @p clock. */
bool clock_is_known(clockid_t clock);

/** @return How long a wait until @p until on @p clock may last: CALL_OPEN, as
 * if without a deadline, if that is far away. */
enum call_length length_until(clockid_t clock, const struct timespec *until);

/**
 * @brief The same deadline on the time-of-day clock.
 * @param clock The clock that @p until is on.
 * @param until The deadline; an invalid time stays as it is, and the real
 *              function refuses it.
 * @param there Room for the result.
 * @return @p until itself, or @p there.
 */
const struct timespec *deadline_of_day(clockid_t clock,
                                       const struct timespec *until,
                                       struct timespec *there);

#endif
