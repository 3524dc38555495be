/**
 * @file class_path.h
 * @brief The schedule that the reduced search is on, step by step.
 *
 * What classes.c notes while a schedule runs, and race.c reads after it.
 */
#ifndef LOCKSTEP_CLASS_PATH_H
#define LOCKSTEP_CLASS_PATH_H

#include "explore/core/footprint.h"

enum {
    CLASS_THREADS = 64, /**< a bit of a word each */
    BRANCHES_MAX = 96,  /**< moves at one point, asleep or tried ones */
};

/** A move, as it is known from one schedule to the next. */
struct branch {
    uint16_t thread;  /**< its id */
    uint16_t outcome; /**< enum outcome */
    uint32_t message; /**< atomics: what it sees or goes behind, by its name
                           (order/choices.h); then the outcome says no more */
};

/** One that sleeps, and what it did when it was tried. */
struct sleeper {
    struct branch branch;
    const struct footprint *footprint;
};

/** How many steps of each thread happen before a step, itself among them. */
struct clock {
    uint16_t steps[CLASS_THREADS];
};

/** A step of the schedule, and what else was possible there. */
struct node {
    struct branch taken; /**< in the schedule that runs, or ran last */
    uint16_t nth;        /**< step of its thread, from 1 */
    unsigned own;        /**< the step of its thread before, from 1; 0: none */
    unsigned wishes;     /**< outcomes it might have had that cost something */
    unsigned after; /**< the step that must come before, from 1: the making or
                         the end of a thread; 0: none */
    bool gathers;   /**< it waited for all that came before (struct op) */
    bool older;     /**< an atomic saw an older value */
    bool returns;   /**< the state before it came again */
    unsigned long classes; /**< counted when it was made */
    unsigned long ended;   /**< schedules that had ended when it was made */
    uint64_t enabled;      /**< threads that had a move */
    uint64_t tried;        /**< threads to be tried here */
    struct clock clock;
    struct footprint footprint;
    struct ways *ways; /**< its own */
};

/** All that could be done at a step. */
struct ways {
    struct branch moves[BRANCHES_MAX];
    struct sleeper asleep[BRANCHES_MAX];
    struct footprint done[BRANCHES_MAX]; /**< of moves that were tried here */
    unsigned move_count, asleep_count, done_count;
};

/** A schedule, as far as it has got. */
struct class_path {
    struct node *nodes;              /**< its steps */
    unsigned depth;                  /**< of them */
    unsigned last_of[CLASS_THREADS]; /**< latest step of each thread, from 1;
                                          0: none */
};

/** The one that runs, or ran last. */
extern struct class_path path;

/** @return A set of one thread. */
static inline uint64_t bit(unsigned thread)
{
    return (uint64_t)1 << thread;
}

/** @return Whether the two are the same move. */
static inline bool branch_same(struct branch a, struct branch b)
{
    return a.thread == b.thread && a.outcome == b.outcome &&
           a.message == b.message;
}

/** @brief Adds what happens before another step. */
static inline void clock_join(struct clock *clock, const struct clock *other)
{
    for (unsigned i = 0; i < CLASS_THREADS; i++)
        if (clock->steps[i] < other->steps[i])
            clock->steps[i] = other->steps[i];
}

/** @brief Notes, for all races of step @p at, who is to be tried before it.
 *  All steps up to it must be complete. */
void races_of_step(unsigned at);

/** @brief The same for what @p thread was about to do at the end. It takes
 *  ::footprint for itself. */
void races_of_pending(const struct thread *thread);

#endif
