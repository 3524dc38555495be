/* Variant: each seat has a lock of its own, so users of different seats don't
 * meet. Whatever concerns all of them (a report, "all is sold") takes all
 * locks, always from the first seat to the last.
 */
#include "booking.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct seat {
    pthread_mutex_t lock; /* guards all members below; order: by number */
    long owner;
    unsigned long bookings;
    unsigned long cancellations;
};

struct hall {
    size_t seats;
    struct seat places[];
};

int hall_create(struct hall **hall, size_t seats)
{
    if (seats == 0 ||
        seats > (SIZE_MAX - sizeof **hall) / sizeof(struct seat)) {
        return EINVAL;
    }
    struct hall *made = calloc(1, sizeof *made + seats * sizeof(struct seat));
    if (made == NULL) {
        return ENOMEM;
    }
    for (; made->seats < seats; made->seats++) {
        int error = pthread_mutex_init(&made->places[made->seats].lock, NULL);
        if (error != 0) {
            hall_destroy(made);
            return error;
        }
    }
    *hall = made;
    return 0;
}

int hall_destroy(struct hall *hall)
{
    for (size_t i = 0; i < hall->seats; i++) {
        pthread_mutex_destroy(&hall->places[i].lock);
    }
    free(hall);
    return 0;
}

/* In the same order as everybody else. */
static void places_lock(struct hall *hall)
{
    for (size_t i = 0; i < hall->seats; i++) {
        pthread_mutex_lock(&hall->places[i].lock);
    }
}

static void places_unlock(struct hall *hall)
{
    for (size_t i = hall->seats; i > 0; i--) {
        pthread_mutex_unlock(&hall->places[i - 1].lock);
    }
}

/* A look at all seats at once: the answer to who found none free alone. */
static int book_of_all(struct hall *hall, long user, size_t *seat)
{
    int result = ENOSPC;

    places_lock(hall);
    for (size_t i = 0; i < hall->seats && result != 0; i++) {
        if (hall->places[i].owner == NOBODY) {
            hall->places[i].owner = user;
            hall->places[i].bookings++;
            *seat = i;
            result = 0;
        }
    }
    places_unlock(hall);
    return result;
}

int hall_book(struct hall *hall, long user, size_t *seat)
{
    for (size_t i = 0; i < hall->seats; i++) {
        int error = hall_book_seat(hall, user, i);
        if (error == 0) {
            *seat = i;
        }
        if (error != EBUSY) {
            return error;
        }
    }
    return book_of_all(hall, user, seat);
}

int hall_book_seat(struct hall *hall, long user, size_t seat)
{
    int result = EBUSY;

    if (user <= 0 || seat >= hall->seats) {
        return EINVAL;
    }
    struct seat *place = &hall->places[seat];
    pthread_mutex_lock(&place->lock);
    if (place->owner == NOBODY) {
        place->owner = user;
        place->bookings++;
        result = 0;
    }
    pthread_mutex_unlock(&place->lock);
    return result;
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    int result = EPERM;

    if (seat >= hall->seats) {
        return EINVAL;
    }
    struct seat *place = &hall->places[seat];
    pthread_mutex_lock(&place->lock);
    if (user != NOBODY && place->owner == user) {
        place->owner = NOBODY;
        place->cancellations++;
        result = 0;
    }
    pthread_mutex_unlock(&place->lock);
    return result;
}

int hall_report(struct hall *hall, struct report *report, long owners[])
{
    *report = (struct report){0};
    places_lock(hall);
    for (size_t i = 0; i < hall->seats; i++) {
        owners[i] = hall->places[i].owner;
        report->bookings += hall->places[i].bookings;
        report->cancellations += hall->places[i].cancellations;
    }
    report->sold = report->bookings - report->cancellations;
    report->free = hall->seats - report->sold;
    places_unlock(hall);
    return 0;
}
