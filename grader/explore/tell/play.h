/**
 * @file play.h
 * @brief The player is the scheduler: one schedule along the player's
 * decisions.
 *
 * After the last decision the schedule stops, and the moves that are possible
 * there are reported as one line:
 *
 *     {"t":"options","moves":[{"n":0,"id":1,"thread":"first","call":"writes",
 *      "object":"0x404060","at":"0x401234"},...]}
 *
 * The first is what the schedule would do unasked. A thread's `id` is its place
 * among those that were made; 0 is the trial itself. `result` says what is
 * unusual about a move, as in a step.
 *
 * To go on, run it again with one more decision; to undo, with one less.
 */
#ifndef LOCKSTEP_PLAY_H
#define LOCKSTEP_PLAY_H

#include "explore/search/search.h"

/**
 * @brief Runs along the decisions, reports the steps, findings and moves.
 * @param search What to run; its limits are used.
 * @param decisions  Numbers with commas between them, "0,1,1"; may be empty.
 */
void play_run(const struct search *search, const char *decisions);

#endif
