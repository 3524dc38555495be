/**
 * @file hang_kind.h
 * @brief What a hang is called: the one rule, for both engines.
 */
#ifndef LOCKSTEP_HANG_KIND_H
#define LOCKSTEP_HANG_KIND_H

#include <stdbool.h>
#include <string.h>

/** What is known of the threads when none of them can go on. */
struct hang_kind {
    bool circle;    /**< some wait for each other's locks in a circle */
    bool condition; /**< some wait on a condition variable */
    bool unheard;   /**< the latest signal to one of them came before its wait,
                         and reached nobody */
    bool other;     /**< some wait for a lock, a semaphore, a barrier, ... */
};

/** @return Whether a call of this name is about a condition variable. */
static inline bool hang_call_is_condition(const char *call)
{
    return strstr(call, "_cond_") || strncmp(call, "cnd_", 4) == 0;
}

/**
 * @return Whether it is a lost wakeup: all that is waited for is the signal of
 *         a condition variable (and the end of threads that wait for one), and
 *         a signal or broadcast came before the wait and reached nobody.
 *         Everything else is a deadlock; so is a wait for what nobody ever
 *         signals.
 *
 * A thread that locks again what it holds is not a case for this rule: that
 * call is misuse, and the round ends there.
 */
static inline bool hang_is_lost_wakeup(const struct hang_kind *hang)
{
    return hang->condition && hang->unheard && !hang->circle && !hang->other;
}

#endif
