/**
 * @file ladder_steps.h
 * @brief Which steps of a trace a picture needs.
 */
#ifndef LOCKSTEP_LADDER_STEPS_H
#define LOCKSTEP_LADDER_STEPS_H

#include <jansson.h>
#include <stddef.h>

/** @return The index of the thread that takes a step. */
size_t step_thread(const json_t *step);

/**
 * @brief Chooses the steps to draw and numbers them anew.
 * @param threads An array that gets the names of the threads that take part;
 *                steps refer to it.
 * @return Copies of the steps, owned by the caller; `from` is the number that a
 *         step has in the trace.
 */
json_t *ladder_steps(const json_t *trace, json_t *threads);

/**
 * @brief Looks for the shortest repetition that begins at a step, within one
 *        thread's turn, so that a picture can fold it.
 * @param times Set to how often the steps come again.
 * @return How many steps repeat; 0 if none do.
 */
size_t steps_repeat(const json_t *steps, size_t at, size_t *times);

#endif
