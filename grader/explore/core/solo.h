/**
 * @file solo.h
 * @brief Tells a livelock from threads that are merely polite.
 *
 * The one idea: when no thread has made progress for long, the adversary stops
 * being one. Each thread gets the machine to itself in turn, for spans of
 * changing length. Code that backs off and tries again gets through then; code
 * that waits for what nobody will ever do does not. Whether it never will is
 * not guessed: in rounds in which every thread that can run does run, the whole
 * state must come again. Else the schedule goes on as before, and more patience
 * is had with it. No choices are made meanwhile, so a replay does the same.
 */
#ifndef LOCKSTEP_SOLO_H
#define LOCKSTEP_SOLO_H

#include <stdbool.h>

#include "explore/core/digest.h"
#include "explore/core/schedule.h"

/** What is to be done at a point where nobody makes progress. */
enum solo {
    SOLO_GOES,    /**< the one move that is left in the choice */
    SOLO_LOOK,    /**< look at the state with solo_look(), and ask again */
    SOLO_REPEATS, /**< nothing: a livelock */
    SOLO_ENDS,    /**< what is chosen: the schedule goes on as ever */
};

/** @brief A new schedule begins. */
void solo_reset(void);

/** @return Whether it is time for spans of solitude. */
bool solo_wanted(void);

/** @brief Reduces @p choice to the one move that is due, or says what else. */
enum solo solo_choose(struct choice *choice);

/** What takes the digest of a state. From the engine's context: every thread is
 *  suspended then. NULL: there is none, and nothing is ever the same. */
extern void (*solo_digest)(struct digest *digest);

/** @return A digest of the state as it is. From the engine's context. */
struct digest state_digest(void);

/** @brief Notes the state as it is. From the engine's context. */
void solo_look(void);

#endif
