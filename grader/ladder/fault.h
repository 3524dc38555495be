/**
 * @file fault.h
 * @brief The step at which a failing schedule goes wrong, and why there.
 */
#ifndef LOCKSTEP_LADDER_FAULT_H
#define LOCKSTEP_LADDER_FAULT_H

#include <jansson.h>

/**
 * @brief Marks the steps where it goes wrong.
 * @param steps    Those that are shown (ladder_steps()); one, or the two of a
 *                 race, get `fault`, a sentence about it.
 * @param threads  Their threads' names.
 * @param trace    Where they are from.
 * @param findings The findings of that schedule, as in a record.
 */
void fault_mark(json_t *steps, const json_t *threads, const json_t *trace,
                const json_t *findings);

#endif
