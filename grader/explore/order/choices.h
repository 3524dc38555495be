/**
 * @file choices.h
 * @brief What an atomic operation may see, and where its store may go.
 *
 * The newest message is the default. Each other one is a move of the adversary,
 * OUTCOME_OLDER and so on: the message that a load or a read-modify-write sees,
 * or behind which a store goes, from the newer to the older.
 */
#ifndef LOCKSTEP_CHOICES_H
#define LOCKSTEP_CHOICES_H

#include "explore/core/thread.h"
#include "explore/order/graph.h"

/** @return How many moves @p op of @p thread has beside the default one. */
unsigned choices_older(const struct thread *thread, const struct op *op);

/** @return The message that it sees, or goes behind, as it comes out; 0: the
 *  location's first value, of which nothing is known yet. */
message_id choice_message(const struct thread *thread, const struct op *op,
                          unsigned outcome);

/** @return What that is called in every schedule that begins alike: the same
 *  number for every location's first value. */
unsigned choice_name(const struct thread *thread, const struct op *op,
                     unsigned outcome);

/** @return Whether @p op writes if it sees that value. */
bool choice_writes(const struct op *op, uint128_t value);

#endif
