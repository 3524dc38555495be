/**
 * @file watchdog.h
 * @brief Notices that a round can't end, and says which thread waits for what.
 */
#ifndef LOCKSTEP_WATCHDOG_H
#define LOCKSTEP_WATCHDOG_H

/** @brief Starts the watchdog's thread.
 *  @return 0 or an errno value. Called once, before the first round. */
int watchdog_start(void);

/** @brief Tells the watchdog that round @p number begins. */
void watchdog_round(unsigned number);

/** @brief Tells it that no round runs any more. */
void watchdog_stop(void);

#endif
