/**
 * @file guide.h
 * @brief Runs a schedule along a list of turns, as far as it can be followed.
 *
 * The one idea: recorded decisions are numbers among the moves of the moment
 * and mean nothing once an earlier one is changed. A list of *turns* (this
 * thread for so many steps, then that one) keeps its meaning, so the minimiser
 * can cut and join it. A turn whose thread can't run waits until it can.
 */
#ifndef LOCKSTEP_GUIDE_H
#define LOCKSTEP_GUIDE_H

#include <stdbool.h>

#include "explore/core/schedule.h"

/** One thread's steps in a row; a special move is a turn of its own. */
struct stretch {
    unsigned thread;      /**< the thread's number */
    enum outcome outcome; /**< how its first step comes out */
    unsigned long steps;  /**< how many it takes; 1 for a special move */
};

enum { STRETCHES_MAX = 1 << 16 };

/** A list of turns. */
struct guide {
    struct stretch *stretches; /**< room for STRETCHES_MAX */
    unsigned count;            /**< of #stretches */
    bool overflow;             /**< it did not fit */
};

/** Follows the guide given to guide_follow(); then the default. What was done
 *  is recorded. */
extern const struct strategy strategy_guide;

/**
 * @brief Prepares strategy_guide.
 * @param guide What to follow; its counts are used up. NULL: repeat the
 *              decisions given to replay_begin().
 * @param done  Where to record what was done.
 */
void guide_follow(struct guide *guide, struct guide *done);

#endif
