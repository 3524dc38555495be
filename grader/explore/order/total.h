/**
 * @file total.h
 * @brief Whether seq_cst accesses and fences can stand in one total order.
 *
 * RC11 asks that its relation psc (partial sequential consistency) has no
 * cycle:
 *
 *     scb = sb | sb|diff-loc; hb; sb|diff-loc | hb|same-loc | mo | rb
 *     psc = ([Esc] | [Fsc]; hb?); scb; ([Esc] | hb?; [Fsc])
 *         | [Fsc]; (hb | hb; eco; hb); [Fsc]
 *
 * (Esc: accesses and fences that are seq_cst, Fsc: fences; sb: order within a
 * thread; hb: happens before; mo: modification order; rb: from a read to what
 * is newer than it saw; eco: mo, rb and rf, one after the other.)
 *
 * The one idea: what is added last has nothing behind it but by mo and rb, so
 * an event that sees the newest message, or leaves it, closes no cycle. Of each
 * seq_cst event it is known which others are before it in psc; whether another
 * message may be seen shows by where its mo and rb lead.
 *
 * Of the plain accesses of a thread nothing is noted here. One that lies
 * between two atomic accesses of one location, with nothing else between, would
 * count as a step elsewhere.
 */
#ifndef LOCKSTEP_TOTAL_H
#define LOCKSTEP_TOTAL_H

#include "explore/order/graph.h"

/** @brief Prepares it. Call it once. */
void total_setup(void);

/** @brief A new schedule begins. */
void total_clear(void);

/** @brief Takes in the event that was added last, with its message.
 *  @param after As for total_allows(), or 0: it saw, or left, the newest. */
void total_add(event_id event, message_id after);

/**
 * @brief Asks about an event that is not in the graph yet.
 * @param thread   Whose.
 * @param location Of it.
 * @param order    Of it.
 * @param reads    Whether it sees @p after.
 * @param writes   Whether it leaves a message behind that.
 * @param after    A message that is not the newest.
 * @return Whether psc stays without a cycle.
 */
bool total_allows(unsigned thread, location_id location, int order, bool reads,
                  bool writes, message_id after);

#endif
