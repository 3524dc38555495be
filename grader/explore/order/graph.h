/**
 * @file graph.h
 * @brief The atomic accesses of the running schedule, as C11 sees them.
 *
 * The one idea: an execution is a graph, and RC11 (Lahav, Vafeiadis, Kang, Hur
 * and Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017) says
 * which graphs there are. Every atomic access and fence is an *event*. Every
 * store leaves a *message*; those of one location stand in its modification
 * order, which need not be the order in which they were made. A load may see
 * any message, and a store may go to any place in that order, with which the
 * graph is one of RC11's; choices.h finds them. Any prefix of such a graph is
 * one, too, and whatever is added last can see the newest message, so no
 * schedule comes to a dead end.
 *
 * A load that acquires learns what its message carries: what came before the
 * store if that releases, before a fence that releases or before an earlier
 * such store of the same thread to the same location; and, as a
 * read-modify-write continues a release sequence, what the message carries that
 * it saw.
 */
#ifndef LOCKSTEP_GRAPH_H
#define LOCKSTEP_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "explore/core/before.h"
#include "trial/engine.h"

/** The number of an event in the graph; 0: none. */
typedef uint32_t event_id;
/** The number of a message; 0: none. */
typedef uint32_t message_id;
/** The number of a location; 0: none. */
typedef uint32_t location_id;

/** An atomic access, or a fence. */
struct event {
    uint16_t thread;      /**< whose */
    uint16_t total;       /**< seq_cst: its number among those, from 1; or 0 */
    uint32_t moment;      /**< of its thread, see before.h */
    uint32_t edges;       /**< clock_edges() of its thread */
    int order;            /**< memory order, as compilers number them */
    location_id location; /**< 0: a fence */
    message_id saw;       /**< what it read, or 0 */
    message_id made;      /**< what it wrote, or 0 */
    event_id before;      /**< the one of its thread before it */
    event_id run;         /**< the first of those that its thread did, one after
                               the other, at this location and nowhere else */
    uint32_t left;        /**< of that first one: the thread's earliest moment
                               behind them */
    event_id others;      /**< the one before it at the same location */
    event_id seen_by;     /**< the one before it that saw the same message */
    clock_row clock;      /**< what happens before it, and itself */
    clock_row away; /**< what happened before the latest step of its thread that
                         was not at this location */
};

/** A value of a location. */
struct message {
    location_id location;
    event_id event;   /**< that wrote it; 0: its first value */
    unsigned rank;    /**< its place in the modification order */
    message_id older; /**< the one before it there */
    message_id newer; /**< and after it */
    bool taken;       /**< the next one is a read-modify-write of it */
    event_id seen_by; /**< the latest that saw it */
    event_id head;    /**< who sees it learns what came before this event */
    message_id chain; /**< ... and what this message carries */
    uint128_t value;
};

/** An atomic object. */
struct location {
    uintptr_t at;      /**< its address */
    bool gone;         /**< nothing is known of it any more */
    unsigned size;     /**< in bytes */
    message_id newest; /**< what is in memory */
    event_id events;   /**< the latest */
};

/** The graph of the running schedule. Each array begins at 1. */
struct graph {
    struct event *events;
    struct message *messages;
    struct location *locations;
    unsigned event_count, message_count, location_count;
    bool full; /**< it has more seq_cst events than can be told apart: from
                    here on loads see what is newest */
};

/** The one. */
extern struct graph graph;

/** @brief Prepares the graph. Call it once. */
void graph_setup(void);

/** @brief A new schedule begins. */
void graph_clear(void);

/** @return What at most 16 bytes of memory hold, read for the code at @p pc. */
uint128_t memory_value(const void *at, unsigned size, const void *pc);

/** @return Where an atomic object is in the graph, or 0: nothing of it is. One
 *  whose memory is not as the graph has it was written by other means, and
 *  begins anew. */
location_id location_find(const void *at, unsigned size, const void *pc);

/** @return The same; if need be it is made, with what is in memory as its first
 *  value. Where it overlaps another one of another size, that is a finding. */
location_id location_get(const void *at, unsigned size, const char *call,
                         const void *pc);

/** @brief Memory is written by other means, or gone: what the graph knew of it
 *  is of no use. */
void locations_drop(const void *start, size_t size);

/** @brief Adds an event of the running thread.
 *  @param saw   What it reads, or 0.
 *  @param order Of it. */
event_id event_add(location_id location, message_id saw, int order);

/** @brief The running event writes.
 *  @param after The message that it comes after; a read-modify-write has seen
 *               that. */
void message_add(event_id event, message_id after, uint128_t value);

/** @brief Adds a fence of the running thread, which is more than relaxed. */
event_id fence_add(int order);

/** @return Whether another event finds room. */
bool graph_has_room(void);

/** @return The latest event of a thread, or 0. */
event_id event_latest(unsigned thread);

/** @return Whether the thread of @p event, its latest or 0, has done nothing
 *  since, and is at @p location now as it was then. */
bool event_stays(event_id event, location_id location);

/** @return Whether @p event happens before what has the clock @p row. */
bool event_in(event_id event, clock_row row);

/** @return Whether it does, or is known to be over. */
bool event_known(event_id event, clock_row row);

/** @return Whether an event that sees @p message and acquires learns of @p
 *  event. */
bool message_tells(message_id message, event_id event);

/** @return Whether a load of that memory order acquires. */
static inline bool order_acquires(int order)
{
    return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME ||
           order >= __ATOMIC_ACQ_REL;
}

/** @return Whether a store of that memory order releases. */
static inline bool order_releases(int order)
{
    return order >= __ATOMIC_RELEASE;
}

#endif
