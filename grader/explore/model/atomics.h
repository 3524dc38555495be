/**
 * @file atomics.h
 * @brief Whether a program's atomics need more than interleaving.
 *
 * Where all are seq_cst, and no fence is there, every execution is a schedule
 * in which each load sees the newest value. The graph (order/graph.h) is kept
 * only for programs that have weaker orders; as that is not known before, the
 * first schedule of all has it, too.
 */
#ifndef LOCKSTEP_ATOMICS_H
#define LOCKSTEP_ATOMICS_H

#include <stdbool.h>

enum { WEAK_SITES_MAX = 16 };

/** A place in the code with a memory order that is less than seq_cst. */
struct weak_site {
    const void *pc;      /**< where it is */
    const char *call;    /**< "atomic load" */
    const void *address; /**< of the object; NULL: a fence */
    const char *order;   /**< as a word */
    bool strong;         /**< it is taken for seq_cst */
};

/** The first such places of schedules that were recorded. */
extern struct weak_site weak_sites[WEAK_SITES_MAX];

/** How many of them there are. */
extern unsigned weak_site_count;

/** @return A memory order as a word, or NULL. */
const char *order_word(int order);

/** @brief Decides whether the next schedule keeps the graph. */
void atomics_prepare(void);

/** @return Whether any schedule had a weaker order, or a fence. */
bool atomics_weak(void);

/** @return Whether one came unexpectedly, so that its schedule was ended and
 *  the search must begin anew. Asking answers once. */
bool atomics_late(void);

#endif
