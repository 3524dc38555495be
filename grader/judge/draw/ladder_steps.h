/**
 * @file ladder_steps.h
 * @brief Which steps of a trace a picture needs.
 */
#ifndef LOCKSTEP_LADDER_STEPS_H
#define LOCKSTEP_LADDER_STEPS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/** @return The index of the thread that takes a step. */
size_t step_thread(const json_t *step);

/**
 * @brief Chooses the steps to draw and numbers them anew.
 * @param threads An array that gets the names of the threads that take part;
 *                steps refer to it.
 * @return Copies of the steps, owned by the caller; `from` is the number that a
 *         step has in the trace, and `missing`, if any, how many steps the
 *         trace lacks before it.
 */
json_t *ladder_steps(const json_t *trace, json_t *threads);

/** @brief The same with the calls of the contract between the steps, whose `n`
 *  is 0. */
json_t *ladder_rows(const json_t *trace, json_t *threads);

/** @return Whether it is a call of the contract, or its end, and no step. */
bool step_is_call(const json_t *step);

/** @return Whether the step is what a finding says of a place, whichever
 *  thread takes it. */
bool step_is_at(const json_t *step, const json_t *place);

/** How a picture shows steps; @p of is what it is drawn with. */
struct steps_drawing {
    void (*step)(void *of, const json_t *step);
    /** The last @p period steps, from @p first on, come again @p times. */
    void (*fold)(void *of, const json_t *first, size_t period, size_t times);
};

/** @brief Draws the steps in their order; what repeats, of one thread or of
 *  several in turn, is drawn once, and the rest folded. */
void steps_draw(const json_t *steps, const struct steps_drawing *drawing,
                void *of);

#endif
