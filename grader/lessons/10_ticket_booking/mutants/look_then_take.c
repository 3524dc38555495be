/* Mutant: looks for a free seat under the lock, and takes it under the lock,
 * in two critical sections. In between somebody else may have found it, too.
 * Finding: assertion
 */
#include "booking.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct hall {
    pthread_mutex_t lock;        /* guards all members below except seats */
    size_t seats;                /* never changes */
    size_t sold;                 /* how many owners are not NOBODY */
    unsigned long bookings;      /* ever made */
    unsigned long cancellations; /* bookings - cancellations is sold */
    long owners[];               /* of each seat, or NOBODY */
};

int hall_create(struct hall **hall, size_t seats)
{
    if (seats == 0 || seats > (SIZE_MAX - sizeof **hall) / sizeof(long)) {
        return EINVAL;
    }
    struct hall *made = calloc(1, sizeof *made + seats * sizeof(long));
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        free(made);
        return error;
    }
    made->seats = seats;
    *hall = made;
    return 0;
}

int hall_destroy(struct hall *hall)
{
    int error = pthread_mutex_destroy(&hall->lock);

    free(hall);
    return error;
}

static void seat_give_locked(struct hall *hall, size_t seat, long user)
{
    hall->owners[seat] = user;
    hall->sold++;
    hall->bookings++;
}

/* The number of seats if none is free. */
static size_t free_seat_find(struct hall *hall)
{
    size_t seat = 0;

    pthread_mutex_lock(&hall->lock);
    while (seat < hall->seats && hall->owners[seat] != NOBODY) {
        seat++;
    }
    pthread_mutex_unlock(&hall->lock);
    return seat;
}

static int book_seat_locked(struct hall *hall, long user, size_t seat)
{
    if (hall->owners[seat] != NOBODY) {
        return EBUSY;
    }
    seat_give_locked(hall, seat, user);
    return 0;
}

static int cancel_locked(struct hall *hall, long user, size_t seat)
{
    if (user == NOBODY || hall->owners[seat] != user) {
        return EPERM;
    }
    hall->owners[seat] = NOBODY;
    hall->sold--;
    hall->cancellations++;
    return 0;
}

int hall_book(struct hall *hall, long user, size_t *seat)
{
    if (user <= 0) {
        return EINVAL;
    }
    size_t found = free_seat_find(hall);
    if (found == hall->seats) {
        return ENOSPC;
    }
    pthread_mutex_lock(&hall->lock);
    seat_give_locked(hall, found, user);
    *seat = found;
    return pthread_mutex_unlock(&hall->lock);
}

int hall_book_seat(struct hall *hall, long user, size_t seat)
{
    if (user <= 0 || seat >= hall->seats) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&hall->lock);
    if (error != 0) {
        return error;
    }
    int result = book_seat_locked(hall, user, seat);
    error = pthread_mutex_unlock(&hall->lock);
    return result != 0 ? result : error;
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    if (seat >= hall->seats) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&hall->lock);
    if (error != 0) {
        return error;
    }
    int result = cancel_locked(hall, user, seat);
    error = pthread_mutex_unlock(&hall->lock);
    return result != 0 ? result : error;
}

int hall_report(struct hall *hall, struct report *report, long owners[])
{
    int error = pthread_mutex_lock(&hall->lock);
    if (error != 0) {
        return error;
    }
    for (size_t i = 0; i < hall->seats; i++) {
        owners[i] = hall->owners[i];
    }
    report->sold = hall->sold;
    report->free = hall->seats - hall->sold;
    report->bookings = hall->bookings;
    report->cancellations = hall->cancellations;
    return pthread_mutex_unlock(&hall->lock);
}
