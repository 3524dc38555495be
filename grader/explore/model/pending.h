/**
 * @file pending.h
 * @brief Signals that were sent and not taken yet.
 *
 * The one idea: an ordinary signal that is pending already is not pending
 * twice; a realtime signal is, in the order sent (POSIX.1-2017, XSH 2.4).
 */
#ifndef LOCKSTEP_PENDING_H
#define LOCKSTEP_PENDING_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "explore/core/thread.h"

/** One more than the highest number of a signal. */
enum { SIGNALS = 65 };

/** Signals that may be pending at once. */
enum { PENDING_MAX = 128 };

/** A signal that was sent. */
struct pending {
    const struct thread *target; /**< NULL: any thread of the process */
    int number;                  /**< of the signal */
    int code;                    /**< si_code: how it was sent */
    union sigval value;          /**< sent with it */
};

/** @return The bit for a signal in a mask. */
static inline uint64_t signal_bit(int number)
{
    return (uint64_t)1 << (number - 1);
}

/** @brief Forgets all: a new schedule begins. */
void pending_clear(void);

/** @brief Adds one, unless it is an ordinary one that is pending already.
 *  @return false: there is no room for it. */
bool pending_add(const struct pending *signal);

/** @return Those pending for @p thread, by itself or as one of the process. */
uint64_t pending_for(const struct thread *thread);

/**
 * @brief Takes one: the thread's own first, then the lowest number, then the
 *        one that was sent first.
 * @param among Those that may be taken.
 * @return Whether there was one.
 */
bool pending_take(const struct thread *thread, uint64_t among,
                  struct pending *taken);

/** @brief Forgets those @p among that are pending for @p thread, or for anyone
 *  (NULL). */
void pending_drop(const struct thread *thread, uint64_t among);

/** @return How many are pending. */
unsigned pending_count(void);

#endif
