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
 * @brief Draws a trace in at most 80 columns.
 * Up to three threads have a column each; with more, each step names its
 * thread. What repeats within one thread's turn is folded.
 */
void ladder_write(FILE *to, const json_t *trace);

#endif
