/**
 * @file waits.h
 * @brief Who waits for whom at the end of a schedule, as a drawing.
 */
#ifndef LOCKSTEP_LADDER_WAITS_H
#define LOCKSTEP_LADDER_WAITS_H

#include <stdio.h>

#include "ladder/state.h"

/**
 * @brief Writes the wait-for graph in dot's language: from a thread to what it
 *        waits for, from a lock to its holder.
 * @param end The state at the end of the schedule.
 * Nothing is written where no thread waits.
 */
void waits_draw(FILE *to, const struct state *end);

/** @brief Says the same in a sentence, as plain text. */
void waits_tell(char *text, size_t size, const struct state *end);

#endif
