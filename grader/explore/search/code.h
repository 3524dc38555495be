/**
 * @file code.h
 * @brief Schedule ids: a schedule as a short word that people can copy.
 *
 * The one idea: a schedule is the list of moves taken where there was more than
 * one, and most of them are the default. So the id holds, as numbers of
 * variable length, how many defaults to take and which move comes next, after
 * what the adversary was allowed and before a checksum, in Crockford's base 32
 * (no I, L, O or U; case does not matter). It depends on no file and no
 * machine: any build of the same code goes the same way.
 */
#ifndef LOCKSTEP_CODE_H
#define LOCKSTEP_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "explore/core/schedule.h"

enum { CODE_MAX = 4096 };

/**
 * @brief Writes the id of a schedule.
 * @param out    At least CODE_MAX bytes. A schedule that does not fit (over
 *               two thousand switches) gets the empty string.
 * @param limits Those under which it was run.
 */
void code_write(char *out, const struct decision *decisions,
                unsigned long count, const struct limits *limits);

/**
 * @brief Reads an id.
 * @param decisions Room for @p room decisions; their counts are left 0.
 * @param limits    Set to what the id says of them.
 * @return The number of decisions, or -1 if @p text is no schedule id.
 */
long code_read(const char *text, struct decision *decisions, unsigned long room,
               struct limits *limits);

#endif
