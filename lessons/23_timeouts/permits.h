/**
 * @file permits.h
 * @brief Lesson 23: permits that one need not wait for for ever.
 *
 * A set of permits is a number of permits that are free at the moment. Who
 * needs one takes it, and gives it back. If none is free the taker waits,
 * asleep: until there is one, until its patience is at an end, or until
 * somebody cancels the wait, whatever comes first.
 *
 * Takers have numbers, so that one of them can be cancelled. At any moment at
 * most one thread takes from a set under a given number. Apart from that, any
 * number of threads may call these functions at the same time.
 *
 * Each function returns 0 or an error number. None keeps a lock when it
 * returns.
 *
 * This is the contract. You make it true in permits.c; you don't edit this
 * file.
 */
#ifndef PERMITS_H
#define PERMITS_H

/** Takers of a set have the numbers 0 to PERMITS_TAKERS - 1. */
enum { PERMITS_TAKERS = 8 };

/** As a patience: no limit. */
enum { PERMITS_FOREVER = -1 };

/** A set of permits; what it consists of is known to permits.c alone. */
struct permits;

/**
 * @brief Makes a set of permits.
 * @param permits Where to store it; not touched on an error. Give it to
 *                permits_destroy() in the end.
 * @param free    How many are free, at least 0.
 * @return 0, EINVAL if @p free is negative, ENOMEM, or the error of a call that
 *         prepares a lock or the like.
 */
int permits_create(struct permits **permits, long free);

/**
 * @brief Undoes permits_create(). No thread may be using the set any more, and
 *        none may use it afterwards.
 * @param permits What permits_create() made.
 * @return 0 or an error number.
 */
int permits_destroy(struct permits *permits);

/**
 * @brief Takes one permit; waits for it if none is free.
 *
 * The time is measured from the call on, a wait for a lock included, and on
 * CLOCK_MONOTONIC: neither a wakeup for nothing nor somebody who sets the clock
 * of the day makes it longer or shorter. As every call it may return later than
 * asked for, when the processor is busy; never does it give up before the time
 * is over.
 *
 * @param permits  The set.
 * @param taker    The caller's number.
 * @param patience How long to wait at most, in milliseconds; PERMITS_FOREVER,
 *                 or 0: don't wait at all.
 * @return 0: one permit fewer is free. Or else nothing was taken: ECANCELED if
 *         the wait was cancelled, ETIMEDOUT if the time is over and no permit
 *         was free then, EINVAL if there is no such taker or @p patience is
 *         below PERMITS_FOREVER.
 */
int permits_take(struct permits *permits, int taker, long patience);

/**
 * @brief Gives one permit (back). Never waits for a permit.
 * @param permits The set.
 * @return 0 or an error number.
 */
int permits_give(struct permits *permits);

/**
 * @brief Cancels one permits_take() of a taker: the one that waits at the
 *        moment, or else the next one it makes, even if a permit is free then.
 *
 * A second cancel before the first has had its effect changes nothing. (A take
 * that is about to return when the cancel comes may return either way. If it
 * doesn't return ECANCELED, the cancel is for the next.)
 *
 * @param permits The set.
 * @param taker   The number.
 * @return 0, or EINVAL if there is no such taker.
 */
int permits_cancel(struct permits *permits, int taker);

/**
 * @brief Moves one free permit from one set to another; doesn't wait for one.
 *
 * In one step, as seen by permits_sum(): at no moment is the permit in neither
 * or in both of the sets.
 *
 * @param from, to The sets; if they are the same, nothing moves.
 * @return 0, or EAGAIN if no permit of @p from is free.
 */
int permits_move(struct permits *from, struct permits *to);

/**
 * @brief Counts the free permits of two different sets at one moment.
 * @param a, b The sets.
 * @param sum  Where to store how many there are in both together.
 * @return 0 or an error number.
 */
int permits_sum(struct permits *a, struct permits *b, long *sum);

#endif
