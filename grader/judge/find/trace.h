/**
 * @file trace.h
 * @brief The steps of one failing schedule, as data.
 *
 * A trace is a JSON object: `format` ("lockstep-trace"), `version` (1), `id`
 * (the schedule's id, for a replay), `finding` (its kind), `switches`,
 * `preemptions`, `minimised`, `threads[]` (names, in the order of their first
 * step) and `steps[]`. A step has `n`, `thread` (an index), `does` (in words:
 * it locks `a`), `call`, `result`, `object` (its name), `value` (as text),
 * `file`, `line`, `source` (the line's text) and `holds[]` (names of locks);
 * semaphores have `count`, their value after the step.
 * What a step does not have is left out.
 */
#ifndef LOCKSTEP_JUDGE_TRACE_H
#define LOCKSTEP_JUDGE_TRACE_H

#include "judge/find/evidence.h"

/** @brief Makes the trace that the explorer reported.
 *  @return It, owned by the caller, or NULL if there is none. */
json_t *trace_make(struct evidence *evidence);

/**
 * @brief Makes one step of what the explorer reported.
 * @param threads Names; the step's is added if it is new.
 * @param told    The explorer's line.
 * @return The step, owned by the caller.
 */
json_t *step_make(struct evidence *evidence, json_t *threads,
                  const json_t *told);

/** @return Whether a picture shows the step at all: not the start and the end
 *  of threads, since every picture begins with them, not calls of the contract,
 *  which are no steps, and not what the grader itself reads and writes. */
bool step_is_shown(const json_t *step);

/** @return Whether the step was not allowed, so that it has not happened. */
bool step_is_forbidden(const json_t *step);

/** @brief Makes the moves that the player may choose from, in words.
 *  @param told The explorer's observation `options`.
 *  @return An array of steps like a trace's, owned by the caller. */
json_t *options_make(struct evidence *evidence, const json_t *told);

/** @brief Puts the words for one step together.
 *  @param step A step as the explorer reports it (grader/explore/core/trace.h).
 *  @param object The name of its object, with its quotes; may be empty. */
void step_words(const json_t *step, const char *object, char *words,
                size_t size);

/** @brief Says when a deadline was, "passed 31 years ago", "lies 2 years
 * ahead";
 *  @p words is empty if that is nothing to be said. Any thread.
 *  @param seconds Since it passed; negative: until it comes. */
void overdue_words(long long seconds, char *words, size_t size);

/** @brief Writes a step's value as C prints an integer of that size, addresses
 *  as 0x...; empty if it has none. */
void step_value(const json_t *step, const char *key, char *words, size_t size);

/** @brief Says in the title of what a trace shows that a signal interrupted a
 *  call on the way there, if one did. */
void interruption_tell(struct evidence *evidence, const json_t *trace);

/** @brief Notes at what a trace shows which call of the contract came back with
 *  the lock that a thread waits for in the end, or ends with. */
void kept_tell(struct evidence *evidence, const json_t *trace);

#endif
