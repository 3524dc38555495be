/**
 * @file before.h
 * @brief What happens before what (C11 5.1.2.4), as vector clocks.
 *
 * The one idea: every edge that orders two threads is drawn here, for
 * ThreadSanitizer, which judges plain memory by it, and for the kit, which
 * needs it to know what an atomic load may return (order/). Locks, semaphores,
 * ends of threads and the like draw theirs by an address; atomics by their
 * messages.
 *
 * Some things are known without an edge: a trial that sees a thread blocked, or
 * at its end, knows that all it did is over. For plain memory that orders
 * nothing. But no load after it sees what was old by then, as none would on any
 * machine on which a trial could ask. So a clock has a second half, for what is
 * known either way.
 */
#ifndef LOCKSTEP_BEFORE_H
#define LOCKSTEP_BEFORE_H

#include <stdbool.h>
#include <stdint.h>

struct digest;

/** Threads of a clock at first; it grows where there are more. */
enum { CLOCK_THREADS = 64 };

/** A clock: for each thread the latest of its moments that came before. */
typedef unsigned clock_row;

/** Whether the kit keeps clocks in the running schedule; ThreadSanitizer always
 *  has its own. */
extern bool clocks_on;

/** @brief Prepares the clocks. Call it once. */
void before_setup(void);

/** @brief A new schedule begins: nobody knows of anybody. */
void before_clear(void);

/** @brief What the running thread did is released at @p at. */
void before_release(void *at);

/** @brief What was released at @p at happens before what follows. */
void before_acquire(void *at);

/** @brief The running thread takes a lock. @p flags: as for
 *  __tsan_mutex_pre_lock(). */
void before_lock(void *lock, unsigned flags);

/** @brief The running thread gives it back. */
void before_unlock(void *lock, unsigned flags);

/** @return The clock of a thread, by its id. */
clock_row clock_of_thread(unsigned thread);

/** @brief A moment of the running thread. @return It, from 1. */
uint32_t clock_tick(void);

/** @return Whether there is room for what an atomic access copies. */
bool clocks_have_room(void);

/** @return A copy of a clock, which lasts as long as the schedule. */
clock_row clock_copy(clock_row from);

/** @brief Adds to @p row what @p other has. */
void clock_add(clock_row row, clock_row other);

/** @return Whether that moment of a thread is in @p row. */
bool clock_has(clock_row row, unsigned thread, uint32_t moment);

/** @return Whether that moment is in it, or known to be over. */
bool clock_knows(clock_row row, unsigned thread, uint32_t moment);

/** @brief Adds all that a clock has. */
void clock_digest(clock_row row, struct digest *digest);

/** @brief The running thread knows that all is over which @p thread has done.
 */
void before_observe(unsigned thread);

/** @brief What the running thread has done by now is known to be over, to
 * whoever asks at @p at. No edge. */
void before_tell(const void *at);

/** @brief The running thread asks at @p at. */
void before_ask(const void *at);

/** @return How many releases and acquires by an address the thread has done. */
uint32_t clock_edges(unsigned thread);

#endif
