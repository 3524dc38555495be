/**
 * @file blocked.h
 * @brief Whether the scheduler's thread is blocked in the kernel, or gone.
 */
#ifndef LOCKSTEP_BLOCKED_H
#define LOCKSTEP_BLOCKED_H

#include <stdbool.h>

/** What a look saw. */
struct blocked {
    long sleeps; /**< how often it has gone to sleep */
    long call;   /**< the number of the system call, -1: unknown */
    bool gone;   /**< the thread has ended */
};

/** @brief Prepares for looks. Call it before the program begins. */
void blocked_open(void);

/**
 * @brief Looks at the process's first thread, which is the scheduler's.
 * @param blocked What the look before saw; becomes what this one sees. Only the
 *                watchdog's thread may call this.
 * @return Whether the thread slept in the kernel, in a call that nobody has to
 *         answer but the outside, and has not run since the look before.
 */
bool blocked_look(struct blocked *blocked);

/** @return The name of the call in which it sleeps, in @p text if need be. */
const char *blocked_call(const struct blocked *blocked, char text[32]);

#endif
