/**
 * @file moves.h
 * @brief The moves that are possible at a scheduling point.
 */
#ifndef LOCKSTEP_MOVES_H
#define LOCKSTEP_MOVES_H

#include "explore/core/schedule.h"

/**
 * @brief Collects the possible moves, the default first.
 *
 * Fairness is decided here, for every strategy alike: a thread that yielded
 * twice goes after those that could have run since its first yield and did not
 * (Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008). So a run
 * that stays unfair is not a schedule, and a spin loop ends.
 */
void moves_collect(struct choice *choice);

/** @brief Where nothing else helps: the threads that may take a signal which is
 *  tried then, or comes late. @return Whether there is any; else @p choice is
 * as it was. */
bool moves_last(struct choice *choice);

#endif
