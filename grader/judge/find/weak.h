/**
 * @file weak.h
 * @brief Races that are there because a memory order is too weak.
 */
#ifndef LOCKSTEP_WEAK_H
#define LOCKSTEP_WEAK_H

#include <jansson.h>
#include <stdbool.h>

#include "judge/find/evidence.h"

/** A store and the load that saw it, between the two accesses of a race. Had
 *  their orders been strong enough, they would order the two. */
struct weak {
    const json_t *store; /**< a step, borrowed */
    const json_t *load;  /**< a step, borrowed */
    bool store_weak;     /**< its order does not release */
    bool load_weak;      /**< its order does not acquire */
};

/**
 * @brief Looks for such a pair among the steps of the schedule that is shown.
 * @param observations All that the probe observed.
 * @return Whether there is one. Any thread may call it.
 */
bool weak_find(const json_t *observations, const struct report *report,
               struct weak *weak);

/** @brief Adds to the first finding, if a load saw an older value on the way to
 *  it, which memory orders were proved to be too weak, and where. One thread at
 * a time may call it. */
void weak_orders_tell(struct evidence *evidence);

#endif
