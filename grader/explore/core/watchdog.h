/**
 * @file watchdog.h
 * @brief Notices a thread that computes for ever without a scheduling point.
 */
#ifndef LOCKSTEP_EXPLORE_WATCHDOG_H
#define LOCKSTEP_EXPLORE_WATCHDOG_H

/** @brief Starts the watchdog's thread. Where that fails, the judge's guard on
 *  the whole run remains. Call it once. */
void watchdog_start(void);

/** @brief A step was taken. Cheap: called at each. */
void watchdog_feed(void);

/** @brief Nothing is to be watched any more. */
void watchdog_stop(void);

#endif
