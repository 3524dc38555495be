/**
 * @file state.h
 * @brief What is known after each step of a trace: values, owners, waits.
 *
 * The one idea: a trace records changes. Walking along all of its steps, shown
 * or not, gives the state at any of them, for a page to hold ready.
 */
#ifndef LOCKSTEP_LADDER_STATE_H
#define LOCKSTEP_LADDER_STATE_H

#include <jansson.h>
#include <stdbool.h>

/** The state after the steps walked so far. */
struct state {
    const json_t *trace;
    size_t walked;  /**< steps of the trace */
    json_t *values; /**< by the object's name, as text */
    json_t *owners; /**< by the lock's name, an array of threads' names */
    json_t *waits;  /**< by the thread's name, what it does: it waits for `a` */
    json_t *of;     /**< objects and threads to report, as keys; or NULL */
};

/**
 * @brief Begins before the first step.
 * @param steps The steps that are shown, by which objects are chosen; NULL:
 *              report all.
 * Everything is borrowed until state_end().
 */
void state_begin(struct state *state, const json_t *trace, const json_t *steps);

/** @brief Walks on until the step that has the number @p n is done. */
void state_walk(struct state *state, json_int_t n);

/** @return Whether the thread takes part in what is shown. */
bool state_tells(const struct state *state, const char *thread);

/** @return Texts on values (`counter` = 3), on owners (`lock`: held by a) and
 * on waits (b waits for `lock`), in that order, as an array owned by the
 * caller. */
json_t *state_lines(const struct state *state);

/** @brief Frees what state_begin() made. */
void state_end(struct state *state);

#endif
