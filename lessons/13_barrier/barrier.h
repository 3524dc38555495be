/**
 * @file barrier.h
 * @brief Lesson 13: a place where threads wait until all of them are there.
 *
 * A barrier is made for a number of threads. Who calls barrier_wait() waits
 * until that many have called it; then all of them go on, and the barrier is
 * ready for the next *round*. What the threads may rely on:
 *
 * - Nobody goes on before all have come. What a thread did before its call, all
 *   others see after theirs.
 * - A barrier can be used for any number of rounds, one right after the other.
 *   A thread that is fast may be back for the next round while slow ones have
 *   not yet left the last.
 * - In each round *one* thread, whichever it is, is told that it is the serial
 *   one: it may do what is to be done once.
 * - A barrier can be broken for good. Then nobody waits at it any more.
 * - barrier_destroy() may be called as soon as nobody will come any more, even
 *   if others of the last round have not yet returned.
 *
 * Build it by hand, from mutexes, condition variables, semaphores or atomics.
 * `pthread_barrier_t` is not the answer: it can't be broken.
 *
 * This is the contract. You make it true in barrier.c; you don't edit this
 * file.
 */
#ifndef BARRIER_H
#define BARRIER_H

/** What barrier_wait() returns to the serial thread: no error number is -1. */
enum { BARRIER_SERIAL = -1 };

/** A barrier; what it consists of is known to barrier.c alone. */
struct barrier;

/**
 * @brief Makes a barrier.
 * @param barrier Where to store it; not touched on an error. Give it to
 *                barrier_destroy() in the end.
 * @param count   For how many threads, at least 1.
 * @return 0, EINVAL if @p count is 0, ENOMEM, or the error of a call that
 *         prepares a lock or the like.
 */
int barrier_create(struct barrier **barrier, unsigned count);

/**
 * @brief Undoes barrier_create().
 *
 * To be called once, when every round that was begun is complete or the
 * barrier is broken, and nobody will call barrier_wait() or barrier_break() any
 * more. One thread may call it right after its own barrier_wait() has returned,
 * while others of that round are still on their way out: barrier_destroy()
 * waits for them where it must.
 *
 * @param barrier What barrier_create() made.
 * @return 0 or an error number.
 */
int barrier_destroy(struct barrier *barrier);

/**
 * @brief Waits until as many threads have come as the barrier is for.
 *
 * No more than that may use a barrier: there are never more callers in a round
 * than its count.
 *
 * @param barrier The barrier.
 * @return BARRIER_SERIAL to one thread of the round and 0 to the others;
 *         ECANCELED to all of them if the barrier was broken before the round
 *         was complete. A round that is complete stays so: a break that comes
 *         later changes nothing for those who have not yet left it.
 */
int barrier_wait(struct barrier *barrier);

/**
 * @brief Breaks the barrier for good. All who wait at it return, and all who
 *        come later return at once.
 * @param barrier The barrier; if it is broken already, nothing happens.
 * @return 0 or an error number.
 */
int barrier_break(struct barrier *barrier);

#endif
