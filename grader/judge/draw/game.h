/**
 * @file game.h
 * @brief A trial as a game: every schedule at once, for a page to play.
 */
#ifndef LOCKSTEP_JUDGE_DRAW_GAME_H
#define LOCKSTEP_JUDGE_DRAW_GAME_H

#include "judge/base/settings.h"

/**
 * @brief Writes the game (find/game.h) of settings->trial as JSON to
 *        settings->trace, with `trial` and `promise`; and where no end breaks
 *        it, with what the search proves: `certificate`, in words, and
 *        `behaviours`, how many there are, or 0.
 * @return 0, or an errno value after a message on standard error.
 */
int game_save(const struct settings *settings);

#endif
