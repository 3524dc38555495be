/**
 * @file solo.h
 * @brief Tells a livelock from threads that are merely polite.
 *
 * The one idea: when no thread has made progress for long, the adversary stops
 * being one. Each thread gets the machine to itself in turn, for spans of
 * changing length. Code that backs off and tries again gets through then; code
 * that waits for what nobody will ever do does not, and is a livelock. No
 * choices are made meanwhile, so a replay does the same.
 */
#ifndef LOCKSTEP_SOLO_H
#define LOCKSTEP_SOLO_H

#include <stdbool.h>

#include "explore/core/schedule.h"

/** @brief A new schedule begins. */
void solo_reset(void);

/** @return Whether it is time for spans of solitude. */
bool solo_wanted(void);

/** @brief Reduces @p choice to the one move that is due.
 *  @return false if every thread had its spans in vain: a livelock. */
bool solo_choose(struct choice *choice);

#endif
