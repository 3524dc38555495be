/**
 * @file ladder.h
 * @brief A trace as a picture: one column per thread, time runs downward.
 */
#ifndef LOCKSTEP_LADDER_H
#define LOCKSTEP_LADDER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/** @return The trace of a trial's result, borrowed, or NULL. */
const json_t *trial_trace(const json_t *trial);

/** @brief Says in one sentence what the picture shows: "2 context switches are
 *  enough". */
void trace_heading(const json_t *trace, char *text, size_t size);

/** @return Whether the picture of @p trace would have no line. */
bool ladder_is_empty(const json_t *trace);

/**
 * @brief Draws a trace, in 80 columns or in those that a wider terminal has.
 * Threads have a column each, if it is of 24 or more; with more threads each
 * step names its own. What repeats is folded. Calls of the contract stand
 * between the steps. A line of another file than the one under test is marked
 * by its name, and so are all if there are several.
 */
void ladder_write(FILE *to, const json_t *trace);

/**
 * @brief Draws as much of a trace as fits into @p lines lines, in 80 columns;
 *        nothing if not even one step does.
 * @param finding What the picture is of, with its places.
 *
 * The step at which it goes wrong is the last that stays: what comes after it
 * is left out first, then what the trial's own code does, and then the
 * beginning. Threads have no columns if that leaves room for more steps.
 */
void ladder_write_end(FILE *to, const json_t *trace, const json_t *finding,
                      size_t lines);

#endif
