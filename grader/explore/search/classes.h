/**
 * @file classes.h
 * @brief Reduced search: one schedule of each class that can differ.
 *
 * Two schedules are of one class if they differ only in the order of steps
 * whose order does not matter.
 */
#ifndef LOCKSTEP_CLASSES_H
#define LOCKSTEP_CLASSES_H

#include "explore/core/schedule.h"

/** Dynamic partial-order reduction; runs one schedule. */
extern const struct strategy strategy_classes;

/** Called after each step, to note what the models don't see; or NULL. */
extern void (*classes_look)(void);

/** @brief Begins the search, and prepares its first schedule. */
void classes_begin(void);

/** @brief Turns to the next schedule. @return false: all were run, unless
 *  classes_given_up(). */
bool classes_next(void);

/** @return How many classes were run to their end. */
unsigned long classes_count(void);

/** @return Why this search can't go on, as footprint_unknown; NULL: it can. */
const char *classes_given_up(void);

#endif
