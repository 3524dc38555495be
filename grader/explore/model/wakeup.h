/**
 * @file wakeup.h
 * @brief Signals of condition variables that nobody has taken yet.
 *
 * The one idea: a signal does not pick its waiter. It leaves a wakeup for the
 * threads that waited when the signal was sent; the first of them to run takes
 * it. So which waiter wakes is not a separate choice but part of which thread
 * runs next. A wakeup is never without a thread that can take it: a signal for
 * nobody is lost, and a thread may leave for no reason only if others remain to
 * take every wakeup. One that runs out of time may take a wakeup along: POSIX
 * says that such a wait "may consume a condition signal directed concurrently".
 * One that is cancelled may not, if others were blocked to take it.
 *
 * A waiter is known by its phase, which tells when it arrived.
 */
#ifndef LOCKSTEP_WAKEUP_H
#define LOCKSTEP_WAKEUP_H

#include <stdbool.h>

struct digest;
struct object;
struct thread;

/** @return Whether @p thread is asleep in a wait on @p cond. One that is about
 *  to wait, or to signal, is not: it can take no wakeup. */
bool wakeup_waits(const struct object *cond, const struct thread *thread);

/** @return How many wakeups nobody has taken yet. Each is as good as taken by
 *  one of the waiters: POSIX calls only the others blocked. */
unsigned wakeup_pending(const struct object *cond);

/** @brief Leaves a wakeup for the threads that wait on @p cond.
 *  @return Whether one of them had none yet; else it is lost. */
bool wakeup_send(struct object *cond);

/** @return Whether there is a wakeup for a waiter of that phase. */
bool wakeup_for(const struct object *cond, unsigned long phase);

/** @brief Takes the oldest wakeup that is for a waiter of that phase; there
 *  must be one. */
void wakeup_take(struct object *cond, unsigned long phase);

/** @return Whether a waiter of that phase could go away without a wakeup and
 *  leave none that nobody can take. */
bool wakeup_spares(const struct object *cond, unsigned long phase);

/** @brief Adds which waiters may take which wakeups. */
void wakeups_digest(struct digest *digest);

/** @return Whether there is a wakeup that nobody who waits could take. */
bool wakeup_stranded(const struct object *cond);

/** @brief Forgets all wakeups: a new schedule begins. */
void wakeups_clear(void);

#endif
