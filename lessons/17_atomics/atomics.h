/**
 * @file atomics.h
 * @brief Lesson 17: a counter and two locks, made of C11 atomics.
 *
 * Any number of threads may use all of it at the same time.
 *
 * This is the contract. You make it true in atomics.c; you don't edit this
 * file.
 */
#ifndef ATOMICS_H
#define ATOMICS_H

/**
 * @brief Takes the next number, unless it has reached a limit.
 *
 * Numbers go up from 0. Each is given to one caller, and none is left out.
 * Callers may come with different limits; who is refused leaves no trace.
 *
 * @param limit The number must be below it.
 * @return The number, or -1 if the next number is not below @p limit.
 */
long number_take(long limit);

/** A spin lock: who has to wait, looks again and again until it is free. */
struct spin;

/**
 * @brief Makes a spin lock that is free.
 * @param spin Where to store it; not touched on an error. Give it to
 *             spin_destroy() in the end.
 * @return 0 or ENOMEM.
 */
int spin_create(struct spin **spin);

/** @brief Undoes spin_create(). Nobody may be using the lock any more. */
void spin_destroy(struct spin *spin);

/**
 * @brief Does some work while holding the lock.
 *
 * Of all the works for one lock, one at a time is under way, and each sees
 * whatever the ones before it wrote. Different locks have nothing to do with
 * each other: inside of a work for one lock there may be work for another.
 *
 * @param spin     The lock; the caller must not hold it.
 * @param work     Is called once, by the calling thread, before this returns.
 * @param argument Is given to @p work.
 */
void spin_run(struct spin *spin, void (*work)(void *argument), void *argument);

/** A ticket lock: a spin lock that lets threads in as they came. */
struct ticket;

/**
 * @brief Makes a ticket lock that is free.
 * @param ticket Where to store it; not touched on an error. Give it to
 *               ticket_destroy() in the end.
 * @return 0 or ENOMEM.
 */
int ticket_create(struct ticket **ticket);

/** @brief Undoes ticket_create(). Nobody may be using the lock any more. */
void ticket_destroy(struct ticket *ticket);

/**
 * @brief Does some work while holding the lock, first come, first served.
 *
 * Promises all that spin_run() promises, and more: if one thread is waiting
 * already when another one calls, the first one's work is done first. It must
 * go on like this for any number of turns and any number of waiting threads.
 *
 * @param ticket   The lock; the caller must not hold it.
 * @param work     Is called once, by the calling thread, before this returns.
 * @param argument Is given to @p work.
 */
void ticket_run(struct ticket *ticket, void (*work)(void *argument),
                void *argument);

#endif
