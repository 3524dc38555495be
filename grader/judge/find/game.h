/**
 * @file game.h
 * @brief The game of a trial as data: all states, and moves between them.
 *
 * A JSON object: `threads[]` (names), `steps[]`, `moves[]` and `ends[]`, the
 * words that the states are told with; `states[]`; `first`, the number of the
 * state that the game begins in, and `before`, the steps before it; `whole`,
 * false if something was cut; `due`, whether a race ends it. All numbers are
 * from 0; those of words are places in their arrays.
 *
 * A step has `thread`, `does` (in words: it locks `a`), `line`, `file`,
 * `source`, `object`, `value`, and `holds[]`, as in a trace; a move has
 * `thread`, `does` and its place. An end has `kind`, which is "none" where all
 * went well and "cut" where the schedule was too long, else a finding's; and
 * `text`, what there is to say of it, and what of that the trial or the call
 * said: `why`. A state is [END, WAITS, MOVES]: an end or
 * -1, moves that can't be made now, and for each that can be made [MOVE, STATE,
 * STEPS], where STATE is -1 if the game was cut there.
 */
#ifndef LOCKSTEP_JUDGE_GAME_H
#define LOCKSTEP_JUDGE_GAME_H

#include "judge/find/evidence.h"

/** @brief Makes the game that the explorer reported.
 *  @return It, owned by the caller, or NULL if there is none. */
json_t *game_make(struct evidence *evidence);

/** @return Whether an end of a game is one that breaks the trial's promise. */
bool game_end_breaks(const json_t *end);

#endif
