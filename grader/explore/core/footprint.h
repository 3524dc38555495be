/**
 * @file footprint.h
 * @brief What each step of a schedule touches that other threads may see.
 *
 * The one idea: two steps of different threads that touch nothing in common,
 * or only read it, come out the same in either order. A search that knows this
 * of every step needs to run only one order of such steps. So a step must note
 * all that it touches: what it announces (struct op) is noted for it, the rest
 * by the models. Who can't say what a step touches says that instead, and then
 * nobody leaves an order out.
 *
 * Plain memory is not noted: where its order matters and no other operation
 * fixes that, there is a race, which shows in some order of the others.
 */
#ifndef LOCKSTEP_FOOTPRINT_H
#define LOCKSTEP_FOOTPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "explore/core/thread.h"

/** More than this in one step count as everything. */
enum { TOUCHES_MAX = 12 };

/** Some bytes, or a part of the kit's own state by its address. */
struct touch {
    uintptr_t from, to; /**< the bytes from `from` on, before `to`, by name */
    bool writes;        /**< they may have changed */
    bool same;          /**< what was written is what was there */
    bool reads;         /**< what it does depends on what is there */
    bool tries;         /**< it would have written, had it seen another value */
    bool chosen; /**< an atomic access that may see, or go behind, what is not
                      the newest (order/choices.h) */
};

/** All that a step touched. */
struct footprint {
    struct touch touches[TOUCHES_MAX]; /**< the first #count are set */
    unsigned count;                    /**< of them */
    unsigned saw;    /**< atomics: the event that wrote what it saw, or 0 */
    unsigned made;   /**< ... and its own, if it wrote */
    unsigned spent;  /**< set of 1 << enum outcome: moves of which the adversary
                          has only so many */
    bool everything; /**< it depends on all that others do */
    bool effect;     /**< it changed something that no touch tells */
};

/** Of the step that runs. */
extern struct footprint footprint;

/** Whether footprints are taken; else all of this does nothing. */
extern bool footprints_on;

/** Why the steps of this schedule, or of an earlier one, are not known well
 *  enough; in words after "the code", or NULL. */
extern const char *footprint_unknown;

/** Whether it matters that a thread ended before another began: a trial has
 *  asked. Then a thread's first step and its last touch this. */
extern bool footprint_of_ends;

/** @return What an address is called in every schedule: the heap may give the
 *  same block another place each time. NULL: each has its own place. */
extern uintptr_t (*footprint_name)(const void *address);

/** @brief A step begins: the move of @p thread with @p outcome. What it
 *  announced is noted. */
void footprint_begin(const struct thread *thread, enum outcome outcome);

/** @brief The running step touches @p size bytes at @p address. */
void footprint_touch(const void *address, size_t size, bool writes);

/** @brief What the running step announced to write at @p address, it has only
 *  read. */
void footprint_only_reads(const void *address);

/** @brief What the running step announced to write at @p address is as it was.
 *  Its order with reads may matter for what happens before what. */
void footprint_leaves(const void *address);

/** @brief The running step changed plain memory that is not on its thread's
 *  stack, or the heap. */
void footprint_effect(void);

/** @return Whether anything may be different after the step, but for its
 *  thread's own state. */
bool footprint_changes(const struct footprint *footprint);

/** @brief What the running step did depends on whether the adversary has such a
 *  move left. */
void footprint_spend(enum outcome outcome);

/** @brief The running step depends on what every other thread does. */
void footprint_everything(void);

/** @brief Nobody knows what steps touch here; see footprint_unknown. */
void footprint_give_up(const char *why);

/** @name Reasons for it
 *  @{ */
/** Waiting without a call that waits. */
#define FOOTPRINT_POLLS "waits by looking again and again"
/** A handler may run at any step. */
#define FOOTPRINT_SIGNALS "sends signals"
/** A thread may end at any step. */
#define FOOTPRINT_CANCELS "cancels threads"
/** @} */

/** @brief The running step sees what the event @p event wrote. */
void footprint_saw(unsigned event);

/** @brief The running step writes, as the event @p event. */
void footprint_made(unsigned event);

/**
 * @name How two steps are related
 *
 * Two atomic accesses that may see older values as well are another matter than
 * others: whichever comes first, there are moves for all that either could see,
 * and for each place of a store. But a load can't see what comes after it.
 * @{ */
/** @return Whether the order in which they were taken, @p first first, matters:
 *  what could come of the other order, nothing else shows. */
bool footprints_race(const struct footprint *first,
                     const struct footprint *later);

/** @return Whether @p later depends on @p first. */
bool footprints_order(const struct footprint *first,
                      const struct footprint *later);

/** @return Whether a move that sleeps, with this footprint, may come out
 *  otherwise after @p step. Moves of atomics are known by what they see. */
bool footprints_wake(const struct footprint *sleeper,
                     const struct footprint *step);
/** @} */

/** @return The outcomes, as a set, that @p thread could have in what it
 *  announced, and of which the adversary has only so many. */
unsigned footprint_wishes(const struct thread *thread);

#endif
