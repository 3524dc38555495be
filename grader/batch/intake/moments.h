/**
 * @file moments.h
 * @brief Moments in names that a course system gave, and in what it wrote
 *        beside them.
 */
#ifndef LOCKSTEP_MOMENTS_H
#define LOCKSTEP_MOMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/** A moment that stands in a text. */
struct moment_place {
    time_t time;
    size_t start, end; /**< its bytes */
};

/**
 * @brief Finds the first date with a time of day in a text.
 *
 * Known are numbers from the year down to the minute or second, with or without
 * signs between (`20261120134512`, `2026-11-20-13-45-12`, `2026-11-20T13:45Z`),
 * and a month's name in English, German, French or Spanish, shortened or not,
 * with day, year and time
 * (`Nov 20, 2026 145 PM`, `Sunday, 22 November 2026, 1:45 PM`). Without `Z`,
 * `UTC`, `GMT` or `+01:00` behind it, it is this machine's local time.
 * @return Whether there is one. Any thread may call it.
 */
bool moment_find(const char *text, struct moment_place *place);

#endif
