/**
 * @file game.h
 * @brief The part of a lesson's page on which the reader is the scheduler.
 *
 * The part itself says what the game is about. What can happen in it is a
 * script of its own, which the page asks for when somebody wants to play.
 */
#ifndef LOCKSTEP_LADDER_GAME_H
#define LOCKSTEP_LADDER_GAME_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/** @return Whether a game (judge/find/game.h) can be lost, as a trial that the
 *  code fails, and asks the player anything. */
bool game_is_one(const json_t *game);

/** @return Whether the promise is broken at some end. */
bool game_breaks(const json_t *game);

/**
 * @brief Writes the part.
 * @param game   Of the code that breaks; borrowed.
 * @param script What the script's file will be called, beside the page.
 * @param lesson The lesson's number, as it is typed.
 */
void game_write(FILE *to, const json_t *game, const char *script,
                const char *lesson);

/**
 * @brief Writes the script: one call of lockstepGame().
 * @param broken The game of the code that breaks.
 * @param right  The same trial with a right answer, of which no line is shown;
 *               NULL: there is none. Lines are taken out of it.
 */
void game_script(FILE *to, const json_t *broken, json_t *right);

#endif
