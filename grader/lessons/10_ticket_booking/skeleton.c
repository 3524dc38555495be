/*
 * Lesson 10: the seats of a hall, booked by many users at once.
 *
 * The contract is in booking.h, the story in README.md. `make run L=10` shows
 * what goes wrong, `make check L=10` grades what you write here.
 *
 * For one user at a time every function below is right.
 */
#include "booking.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

/* TODO: which of these belong together, and what guards them? */
struct hall {
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
    made->seats = seats;
    *hall = made;
    return 0;
}

int hall_destroy(struct hall *hall)
{
    free(hall);
    return 0;
}

static void seat_give(struct hall *hall, size_t seat, long user)
{
    hall->owners[seat] = user;
    hall->sold++;
    hall->bookings++;
}

/* TODO: from here on, each call has to take effect at one moment. */
int hall_book(struct hall *hall, long user, size_t *seat)
{
    if (user <= 0) {
        return EINVAL;
    }
    for (size_t i = 0; i < hall->seats; i++) {
        if (hall->owners[i] == NOBODY) {
            seat_give(hall, i, user);
            *seat = i;
            return 0;
        }
    }
    return ENOSPC;
}

int hall_book_seat(struct hall *hall, long user, size_t seat)
{
    if (user <= 0 || seat >= hall->seats) {
        return EINVAL;
    }
    if (hall->owners[seat] != NOBODY) {
        return EBUSY;
    }
    seat_give(hall, seat, user);
    return 0;
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    if (seat >= hall->seats) {
        return EINVAL;
    }
    if (user <= 0 || hall->owners[seat] != user) {
        return EPERM;
    }
    hall->owners[seat] = NOBODY;
    hall->sold--;
    hall->cancellations++;
    return 0;
}

int hall_report(struct hall *hall, struct report *report, long owners[])
{
    for (size_t i = 0; i < hall->seats; i++) {
        owners[i] = hall->owners[i];
    }
    report->sold = hall->sold;
    report->free = hall->seats - hall->sold;
    report->bookings = hall->bookings;
    report->cancellations = hall->cancellations;
    return 0;
}
