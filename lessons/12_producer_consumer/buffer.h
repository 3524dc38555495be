/**
 * @file buffer.h
 * @brief Lesson 12: a bounded buffer between producers and consumers.
 *
 * Any number of threads put items into the buffer and get items out of it at
 * the same time. What they may rely on:
 *
 * - An item that was put is got once, and items come out in the order in which
 *   they went in.
 * - Who finds the buffer full, or empty, waits. Nobody else has to wait for
 *   those who wait: while consumers wait for an item, a producer can put one.
 * - The stream has an end. It is reached when every producer has said that it
 *   is done *and* the buffer is empty; what was put before can still be got.
 *   Then every consumer hears of it, whether it waits or comes later.
 *
 * No wait ends for any other reason, signals included. Each function returns 0
 * or an error number. None keeps a lock when it returns.
 *
 * This is the contract. You make it true in buffer.c; you don't edit this file.
 */
#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>

/** A buffer; what it consists of is known to buffer.c alone. */
struct buffer;

/**
 * @brief Makes an empty buffer.
 * @param buffer    Where to store it; not touched on an error. Give it to
 *                  buffer_destroy() in the end.
 * @param capacity  How many items it holds, at least 1.
 * @param producers How many producers there will be, at least 1.
 * @return 0, EINVAL if a number is 0 or too large, ENOMEM, or the error of a
 *         call that prepares a lock or the like.
 */
int buffer_create(struct buffer **buffer, size_t capacity, unsigned producers);

/**
 * @brief Undoes buffer_create(), items included. No thread may be using the
 *        buffer any more, and none may use it afterwards.
 * @param buffer What buffer_create() made.
 * @return 0 or an error number.
 */
int buffer_destroy(struct buffer *buffer);

/**
 * @brief Puts an item into the buffer; waits while it is full.
 * @param buffer The buffer.
 * @param item   Any number.
 * @return 0 or an error number; then the item is not in it.
 */
int buffer_put(struct buffer *buffer, int item);

/**
 * @brief Gets the oldest item; waits while the buffer is empty and the end has
 *        not been reached.
 * @param buffer The buffer.
 * @param item   Where to store it; not touched on an error.
 * @return 0, or EPIPE at the end of the stream: all producers are done, and no
 *         item is left.
 */
int buffer_get(struct buffer *buffer, int *item);

/**
 * @brief Says that one producer is done and will put nothing more. To be called
 *        once for each producer, by any thread. Does not wait for consumers.
 * @param buffer The buffer.
 * @return 0 or an error number.
 */
int buffer_done(struct buffer *buffer);

#endif
