/**
 * @file hall.h
 * @brief Lesson 11: the ticket booking system, with payment, for N at a time.
 *
 * Who books a seat has to pay, and that may take long. The seat is held for
 * him meanwhile. At most `limit` users pay at the same time: a user is *inside*
 * from the moment when his `pay` is called until it has returned. What any
 * number of threads may rely on, whatever they call at the same time:
 *
 * - Never are more than `limit` users inside.
 * - While fewer than `limit` are inside, a user who wants to book comes in (or
 *   is told that no seat is free) without waiting for anybody to come out. So
 *   `limit` users can be inside at once, even if each stays until he has seen
 *   the others there.
 * - hall_cancel() and hall_report() don't wait for users to come out either,
 *   nor does a user who is inside wait for one who is not.
 * - A booking takes effect in two steps: the seat is held for the user, and
 *   later it is sold to him or free again. Each step, each cancellation and
 *   each report happens at *one moment* between beginning and end of the call:
 *   the results are as if they had come one after another.
 * - No call fails because a signal came (EINTR). None keeps a lock or a place
 *   inside when it returns.
 *
 * Seats have the numbers 0, 1, 2 and so on; users are numbers above 0. A user
 * may book several seats, also at the same time. Each function returns 0 or an
 * error number; after an error it has changed nothing.
 *
 * This is the contract. You make it true in hall.c; you don't edit this file.
 */
#ifndef HALL_H
#define HALL_H

#include <stddef.h>

/** What a report says of a seat that has no owner. */
enum {
    NOBODY = 0,  /**< it is free */
    ON_HOLD = -1 /**< somebody who is booking it has not paid yet */
};

/** A hall; what it consists of is known to hall.c alone. */
struct hall;

/**
 * What the box office has to say. It adds up, always: `sold + held + free` is
 * the number of seats, and `bookings - cancellations` is `sold`.
 */
struct report {
    size_t sold;                 /**< seats that have an owner */
    size_t held;                 /**< seats that are being paid for */
    size_t free;                 /**< the others */
    unsigned long bookings;      /**< how often a seat was sold so far */
    unsigned long cancellations; /**< how often one was given back */
};

/**
 * @brief Makes a hall whose seats are all free.
 * @param hall  Where to store it; not touched on an error. Give it to
 *              hall_destroy() in the end.
 * @param seats How many seats it has, at least 1.
 * @param limit How many users may be inside at the same time, at least 1.
 * @return 0, EINVAL if @p seats or @p limit is 0 or too large, ENOMEM, or the
 *         error of a call that prepares a lock, a semaphore or the like.
 */
int hall_create(struct hall **hall, size_t seats, unsigned limit);

/**
 * @brief Undoes hall_create(). No thread may be using the hall any more, and
 *        none may use it afterwards.
 * @param hall What hall_create() made.
 * @return 0 or an error number.
 */
int hall_destroy(struct hall *hall);

/**
 * @brief Books a free seat, whichever it is; waits to come in if it must.
 *
 * @param hall The hall.
 * @param user Who books, above 0.
 * @param pay  Called once if a seat was found, by the thread that called
 *             hall_book(), while the seat is held: `pay(arg, user, number)`.
 *             Returns 0 if it was paid, or else an error number. It may take
 *             as long as it likes, and may call hall_cancel() and
 *             hall_report().
 * @param arg  What `pay` gets as its first argument.
 * @param seat Where to store the seat's number; not touched on an error.
 * @return 0: the seat is sold to @p user. EINVAL: @p user is 0 or less.
 *         ENOSPC: no seat is free; `pay` was not called. Otherwise what `pay`
 *         returned: the seat is free again.
 */
int hall_book(struct hall *hall, long user,
              int (*pay)(void *arg, long user, size_t seat), void *arg,
              size_t *seat);

/**
 * @brief Gives a seat back. It is free then, and can be booked again.
 * @param hall The hall.
 * @param user Who gives it back.
 * @param seat The seat's number.
 * @return 0; EINVAL if there is no such seat; EPERM if it isn't sold to
 *         @p user. (One that is only held for him isn't.)
 */
int hall_cancel(struct hall *hall, long user, size_t seat);

/**
 * @brief Tells how the hall stands, as of one moment.
 * @param hall   The hall.
 * @param report Where to store the numbers.
 * @param owners Where to store the owner of each seat, or NOBODY, or ON_HOLD:
 *               room for as many as there are seats. It shows the same moment:
 *               exactly `held` of them are ON_HOLD and `free` are NOBODY.
 * @return 0 or an error number; then the two may hold anything.
 */
int hall_report(struct hall *hall, struct report *report, long owners[]);

#endif
