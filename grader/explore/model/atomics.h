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
