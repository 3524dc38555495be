/**
 * @file watchdog.h
 * @brief Notices a thread that computes for ever without a scheduling point.
 */
#ifndef LOCKSTEP_EXPLORE_WATCHDOG_H
#define LOCKSTEP_EXPLORE_WATCHDOG_H

/** @brief Starts the watchdog's thread. If that fails, the judge's guard on the
 *  whole run remains. Call it once. */
void watchdog_start(void);

/** @brief A step was taken. Cheap: called at each. */
void watchdog_feed(void);

/** @brief There is nothing left to watch. */
void watchdog_stop(void);

#endif
