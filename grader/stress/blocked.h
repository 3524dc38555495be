/**
 * @file blocked.h
 * @brief Whether a thread can't go on by itself: observed, not guessed.
 */
#ifndef LOCKSTEP_BLOCKED_H
#define LOCKSTEP_BLOCKED_H

#include <stdbool.h>
#include <stdint.h>

#include "stress/registry.h"

/** What a thread was doing when it was looked at. */
struct posture {
    bool waits; /**< asleep in a call that waits for another thread */
    bool timed; /**< ... until the call's time is over */
    /** What it waits to lock again after a condition wait; NULL: nothing, or
     *  the kernel can't say. */
    const pthread_mutex_t *mutex;
    uint64_t signature; /**< changes whenever the thread runs */
};

/** @return The posture of @p thread, which must have started. Any thread of
 *  the kit may call it. */
struct posture posture_of(struct trial_thread *thread);

/**
 * @brief Waits until @p thread is blocked, has returned, or goes round in
 *        circles: makes a thousand calls, sleeps fifty times, or uses a tenth
 *        of a second of processor time without making any call.
 *
 * A thread asleep in a timed wait is blocked, too: whatever the caller does
 * then, the wait may end first, as in any schedule of the explorer. To the
 * kernel, a thread that spins on an atomic object looks like one that computes;
 * but a round costs milliseconds, and processor time does not grow with the
 * machine's load. Called by the trial's body only.
 */
void blocked_wait(struct trial_thread *thread);

#endif
