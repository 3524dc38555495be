/**
 * @file booking.h
 * @brief Lesson 10: the seats of a hall, booked by many users at once.
 *
 * Any number of threads, each for any user, may call hall_book(),
 * hall_book_seat(), hall_cancel() and hall_report() on one hall at the same
 * time. What all of them may rely on:
 *
 * - Every call takes effect at *one moment* between its beginning and its end.
 *   Whatever the calls return and store is as if users had come to the counter
 *   one after another, each in his moment.
 * - So a seat has one owner at most, nobody is told that all is sold while a
 *   seat is free all the time, and a report shows the hall as it once was.
 * - Every call returns in the end; none keeps a lock. A call may wait for other
 *   calls, and for nothing else.
 *
 * Seats have the numbers 0, 1, 2 and so on; users are numbers above 0. A user
 * may have any number of seats. Each function returns 0 or an error number;
 * after an error it has changed nothing.
 *
 * This is the contract. You make it true in booking.c; you don't edit this
 * file.
 */
#ifndef BOOKING_H
#define BOOKING_H

#include <stddef.h>

/** The owner of a seat that is free. */
enum { NOBODY = 0 };

/** A hall; what it consists of is known to booking.c alone. */
struct hall;

/**
 * What the box office has to say. It adds up, always:
 * `sold + free` is the number of seats, and
 * `bookings - cancellations` is `sold`.
 */
struct report {
    size_t sold;                 /**< seats that have an owner */
    size_t free;                 /**< seats that have none */
    unsigned long bookings;      /**< how often a seat was booked so far */
    unsigned long cancellations; /**< how often one was given back */
};

/**
 * @brief Makes a hall whose seats are all free.
 * @param hall  Where to store it; not touched on an error. Give it to
 *              hall_destroy() in the end.
 * @param seats How many seats it has, at least 1.
 * @return 0, EINVAL if @p seats is 0 or too large, ENOMEM, or the error of a
 *         call that prepares a lock or the like. After an error nothing is
 *         left behind.
 */
int hall_create(struct hall **hall, size_t seats);

/**
 * @brief Undoes hall_create(). No thread may be using the hall any more, and
 *        none may use it afterwards.
 * @param hall What hall_create() made.
 * @return 0 or an error number.
 */
int hall_destroy(struct hall *hall);

/**
 * @brief Books a free seat, whichever it is.
 * @param hall The hall.
 * @param user Who books it, above 0.
 * @param seat Where to store the seat's number; not touched on an error.
 * @return 0; EINVAL if @p user is 0 or less; ENOSPC if no seat is free.
 */
int hall_book(struct hall *hall, long user, size_t *seat);

/**
 * @brief Books a certain seat.
 * @param hall The hall.
 * @param user Who books it, above 0.
 * @param seat The seat's number.
 * @return 0; EINVAL if @p user is 0 or less or there is no such seat; EBUSY if
 *         the seat has an owner already, even if that is @p user.
 */
int hall_book_seat(struct hall *hall, long user, size_t seat);

/**
 * @brief Gives a seat back. It is free then, and can be booked again.
 * @param hall The hall.
 * @param user Who gives it back.
 * @param seat The seat's number.
 * @return 0; EINVAL if there is no such seat; EPERM if its owner isn't
 *         @p user.
 */
int hall_cancel(struct hall *hall, long user, size_t seat);

/**
 * @brief Tells how the hall stands, as of one moment.
 * @param hall   The hall.
 * @param report Where to store the numbers.
 * @param owners Where to store the owner of each seat, or NOBODY: room for as
 *               many as there are seats. It shows the same moment, so exactly
 *               `sold` of them are not NOBODY.
 * @return 0 or an error number; then the two may hold anything.
 */
int hall_report(struct hall *hall, struct report *report, long owners[]);

#endif
