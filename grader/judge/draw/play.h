/**
 * @file play.h
 * @brief The player chooses who runs next, and sees the picture grow.
 */
#ifndef LOCKSTEP_JUDGE_PLAY_H
#define LOCKSTEP_JUDGE_PLAY_H

#include "judge/base/settings.h"

/**
 * @brief Plays the trial settings->trial on standard input and output.
 *
 * At each question a thread's letter (play_keys.h) lets it go on, an empty line
 * the one that would go on unasked; `u` undoes, `r` starts over, `q` or the end
 * of input leaves.
 * It works the same over a pipe.
 * @return 0, or EINVAL after a message when the trial can't be played.
 */
int play(const struct settings *settings);

#endif
