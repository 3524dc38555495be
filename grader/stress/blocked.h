/**
 * @file blocked.h
 * @brief Whether a thread can't go on by itself: seen, not guessed by time.
 */
#ifndef LOCKSTEP_BLOCKED_H
#define LOCKSTEP_BLOCKED_H

#include <stdbool.h>
#include <stdint.h>

#include "stress/registry.h"

/** How a thread stood when it was looked at. */
struct posture {
    bool waits;         /**< in an untimed call, and the kernel lets it sleep */
    uint64_t signature; /**< changes whenever the thread runs */
};

/** @return The posture of @p thread, which must have started. Any thread of
 *  the kit may call it. */
struct posture posture_of(struct trial_thread *thread);

/**
 * @brief Waits until @p thread is blocked, has returned, or makes a thousand
 *        calls without either.
 * Called by the trial's body only.
 */
void blocked_wait(struct trial_thread *thread);

#endif
