/**
 * @file watchdog.h
 * @brief Notices a thread that computes for ever without a scheduling point, or
 *        that is blocked in a call which has no model.
 */
#ifndef LOCKSTEP_EXPLORE_WATCHDOG_H
#define LOCKSTEP_EXPLORE_WATCHDOG_H

#include <stdbool.h>

/** @brief Starts the watchdog's thread. If that fails, the judge's guard on the
 *  whole run remains. Call it once.
 *  @param blocks_too Whether it looks for calls that block, too. */
void watchdog_start(bool blocks_too);

/** @brief Whether the kit itself waits for the outside now, as it may. */
void watchdog_rest(bool rests);

/** @brief A step was taken. Cheap: called at each. */
void watchdog_feed(void);

/** @brief There is nothing left to watch. */
void watchdog_stop(void);

#endif
