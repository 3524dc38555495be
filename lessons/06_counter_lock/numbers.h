/**
 * @file numbers.h
 * @brief Lesson 6: five threads, one counter, and a number of its own for each.
 *
 * There is one counter in the program. It begins at 0, it only grows, and
 * nobody outside numbers.c can touch it but by these functions. Any number of
 * threads may call any of them at the same time.
 *
 * Each function returns 0 or an error number. None keeps a lock when it
 * returns.
 *
 * This is the contract. You make it true in numbers.c; you don't edit this
 * file.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include <stddef.h>

/** How many threads a crew may have. */
enum { CREW_MAX = 8 };

/**
 * @brief Adds 1 to the counter and gives the caller the number it got to.
 *
 * No two calls are given the same number, and none is left out: the first call
 * is given 1, and after n calls have returned the numbers 1 to n were given,
 * each once. Whoever calls again later is given a higher number.
 *
 * @param number Where to store the number; not touched on an error.
 * @return 0, or the error of a lock, and then the counter has not grown.
 */
int increment_counter(long *number);

/**
 * @brief Tells how far the counter has got.
 * @param value Where to store it; not touched on an error.
 * @return 0, or the error of a lock.
 */
int counter_value(long *value);

/**
 * @brief Starts a crew of threads, each of which takes one number with
 *        increment_counter(), and waits until all of them are done.
 *
 * All of the threads are on their way at the same time, so any of them may be
 * the first to get a number. When the call returns, whatever it returns, none
 * of them touches the counter or @p numbers any more, and each was joined or
 * detached. Several crews may run at the same time.
 *
 * @param count   How many threads, 1 to CREW_MAX.
 * @param numbers Where to store the numbers, @p count of them: numbers[i] is
 *                the one that the thread created as number i was given.
 *                After an error, what is in it is not specified.
 * @return 0; EINVAL if @p count is not what it may be, and then nothing has
 *         happened; or the error of a thread that could not be created, or
 *         could not get its number. Then the counter may have grown by up to
 *         @p count.
 */
int crew_run(size_t count, long numbers[]);

#endif
