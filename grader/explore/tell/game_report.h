/**
 * @file game_report.h
 * @brief The game of a trial (search/game.h) as lines for the judge.
 *
 * First come the words, each of which has a number `n`:
 *
 *     {"t":"step","n":1,...}                     as in a trace (core/trace.h)
 *     {"t":"move","n":1,"thread":"a",...}        as of a player (play.h);
 *                                                `result` "blocks": it waits
 *     {"t":"end","n":1,"kind":"none"}            or finding_word(), with the
 *                                                words of the finding
 *
 * and then the states, numbered from 1 in this order, some in each line:
 *
 *     {"t":"game","whole":1,"due":0,"first":1,"steps":[3,4]}
 *     {"t":"states","states":[[END,[WAITS],[[MOVE,TO,[STEPS]],...]],...]}
 *
 * END is 0, or the number of the end that the state is; WAITS are moves that
 * can't be made. `first` is the state that the game begins in, `steps` are
 * those before it. TO is 0 where the game was cut.
 */
#ifndef LOCKSTEP_GAME_REPORT_H
#define LOCKSTEP_GAME_REPORT_H

#include "explore/search/search.h"

/** @brief Grows the game of what @p search runs, and reports it. Where no end
 *  is worse than a race, the first race that is due is an end. */
void game_report(const struct search *search);

#endif
