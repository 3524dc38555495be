/**
 * @file watchdog.h
 * @brief Notices a thread that computes for ever without a scheduling point, or
 *        that is blocked in a call which has no model.
 */
#ifndef LOCKSTEP_EXPLORE_WATCHDOG_H
#define LOCKSTEP_EXPLORE_WATCHDOG_H

#include <stdbool.h>
#include <stdint.h>

/** What else is done at each look, in the watchdog's thread. A thread of the
 *  system costs a probe a tenth of its time, so there is only this one. */
struct watchdog_company {
    uint64_t signals;          /**< the kernel's set of those to wait for */
    void (*look)(bool called); /**< called 20 times a second, and when one of
                                    the signals came: then @p called */
};

/** @brief Sets what is done beside, and blocks its signals. Call it before
 *  watchdog_start(), in the thread that will call that. */
void watchdog_accompany(const struct watchdog_company *company);

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
