/**
 * @file moment.h
 * @brief Points in time as texts (ISO 8601). Any thread may call these.
 */
#ifndef LOCKSTEP_MOMENT_H
#define LOCKSTEP_MOMENT_H

#include <time.h>

enum { MOMENT_TEXT = 32 /**< room for moment_text() */ };

/**
 * @brief Reads `2026-12-01`, `2026-12-01T23:59` or `2026-12-01T23:59:30`, the
 *        latter two with `Z` or `+01:00` at the end, or in local time.
 *
 * A date alone means the last second of that day. A blank may replace the T.
 * @return 0, or EINVAL for what is not a moment (there is no February 30).
 */
int moment_read(const char *text, time_t *moment);

/** @brief Writes it in UTC, `2026-12-01T22:59:00Z`. @return @p text, "" for
 *  what is after the year 9999. */
const char *moment_text(time_t moment, char text[MOMENT_TEXT]);

/** @brief Writes it for people, in local time with its zone: `2026-12-01 23:59
 *  CET`. @return @p text, "" for what no calendar has. */
const char *moment_shown(time_t moment, char text[MOMENT_TEXT]);

/** @return Seconds on a clock that nobody sets (POSIX's CLOCK_MONOTONIC). */
double moment_steady(void);

#endif
