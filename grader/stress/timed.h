/**
 * @file timed.h
 * @brief Deadlines on any clock, turned into such by the clock of the day.
 */
#ifndef LOCKSTEP_TIMED_H
#define LOCKSTEP_TIMED_H

#include <stdbool.h>
#include <time.h>

/** @return Whether a call with a deadline takes @p clock. */
bool clock_is_known(clockid_t clock);

/**
 * @brief The same deadline on the clock of the day.
 * @param clock The clock that @p until is on.
 * @param until The deadline; a time that is none stays as it is, and the real
 *              function refuses it.
 * @param there Room for the result.
 * @return @p until itself, or @p there.
 */
const struct timespec *deadline_of_day(clockid_t clock,
                                       const struct timespec *until,
                                       struct timespec *there);

#endif
