/**
 * @file play_keys.h
 * @brief What the player types for which move.
 *
 * A thread has one letter from its first move to the end of the game, so a hand
 * learns it. The trial itself is `t`, and `sender b` is `b`. Who has no letter
 * in its name, or comes second with it, gets the first that is left, without
 * `q`, `r` and `u`, which the player types for other things; after `z` come
 * `aa`, `ab`, ... Where a thread has several moves, its letter is what it would
 * do unasked, and `a2`, `a3`, ... are what else may happen to it: another value
 * that it sees, a wakeup without a signal.
 */
#ifndef LOCKSTEP_PLAY_KEYS_H
#define LOCKSTEP_PLAY_KEYS_H

#include <jansson.h>

/**
 * @brief Gives each move its key. One thread at a time for each @p letters.
 * @param letters The game's letters, by the number of the thread: an object
 *                that is empty at first and is filled here.
 * @param moves What options_make() returned; NULL: none.
 * @return The same moves in the order of their threads, each with its `key`,
 *         owned by the caller, or NULL without memory.
 */
json_t *moves_keyed(json_t *letters, const json_t *moves);

/**
 * @brief Finds what the player typed. Any thread.
 * @param keyed What moves_keyed() returned.
 * @param typed A key, or "" for the move that comes unasked; `a1` means `a`.
 * @return The `n` of that move, or -1 if there is none of that key.
 */
json_int_t move_typed(const json_t *keyed, const char *typed);

#endif
