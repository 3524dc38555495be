/**
 * @file mailbox.h
 * @brief Lesson 4: a mailbox of limited size, in which threads wait.
 *
 * Any number of threads may put letters into a mailbox and get letters out of
 * it at the same time. Letters come out in the order in which they went in,
 * each of them once. Who finds no room, or no letter, *waits*: asleep, without
 * using the processor, and no longer than necessary.
 *
 * Each function returns 0 or an error number. None keeps a lock when it
 * returns.
 *
 * This is the contract. You make it true in mailbox.c; you don't edit this
 * file.
 */
#ifndef MAILBOX_H
#define MAILBOX_H

#include <stddef.h>

/** A mailbox; what it consists of is known to mailbox.c alone. */
struct mailbox;

/**
 * @brief Makes an open and empty mailbox.
 * @param mailbox  Where to store it; not touched on an error. Give it to
 *                 mailbox_destroy() in the end.
 * @param capacity How many letters it holds, at least 1.
 * @return 0, EINVAL if @p capacity is 0 or too large, ENOMEM, or the error of
 *         a call that prepares a lock or the like.
 */
int mailbox_create(struct mailbox **mailbox, size_t capacity);

/**
 * @brief Undoes mailbox_create(), letters included. No thread may be using the
 *        mailbox any more, and none may use it afterwards.
 * @param mailbox What mailbox_create() made.
 * @return 0 or an error number.
 */
int mailbox_destroy(struct mailbox *mailbox);

/**
 * @brief Puts a letter into the mailbox; waits while it is full and open.
 * @param mailbox The mailbox.
 * @param letter  Any number.
 * @return 0, or EPIPE if the mailbox is closed, even if it was closed while
 *         the call waited; then the letter is not in it.
 */
int mailbox_put(struct mailbox *mailbox, long letter);

/**
 * @brief Gets the oldest letter; waits while the mailbox is empty and open.
 * @param mailbox The mailbox.
 * @param letter  Where to store the letter; not touched on an error.
 * @return 0, or EPIPE if the mailbox is closed and empty, even if it was
 *         closed while the call waited. What was put in before the mailbox was
 *         closed can still be got out.
 */
int mailbox_get(struct mailbox *mailbox, long *letter);

/**
 * @brief Closes the mailbox for good. Every thread that waits in
 *        mailbox_put(), or in mailbox_get() with no letter left, returns.
 * @param mailbox The mailbox; if it is closed already, nothing happens.
 * @return 0 or an error number.
 */
int mailbox_close(struct mailbox *mailbox);

#endif
