/*
 * Lesson 11: the ticket booking system, with payment, for N at a time.
 *
 * The contract is in hall.h, the story in README.md. `make run L=11` shows what
 * goes wrong, `make check L=11` grades what you write here.
 *
 * This was an answer to lesson 10, and payment was added to it. Its lock let in
 * one user at a time. Then somebody put a semaphore in place of the lock.
 */
#include "hall.h"

#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>

/* TODO: a semaphore counts users. What guards the members they share? */
struct hall {
    sem_t places; /* free places inside */
    size_t seats; /* never changes */
    unsigned long bookings;
    unsigned long cancellations;
    long owners[]; /* of each seat, or NOBODY */
};

int hall_create(struct hall **hall, size_t seats, unsigned limit)
{
    if (seats == 0 || seats > (SIZE_MAX - sizeof **hall) / sizeof(long) ||
        limit == 0 || limit > INT_MAX) {
        return EINVAL;
    }
    struct hall *made = calloc(1, sizeof *made + seats * sizeof(long));
    if (made == NULL) {
        return ENOMEM;
    }
    if (sem_init(&made->places, 0, limit) != 0) {
        int error = errno;
        free(made);
        return error;
    }
    made->seats = seats;
    *hall = made;
    return 0;
}

int hall_destroy(struct hall *hall)
{
    int error = sem_destroy(&hall->places) == 0 ? 0 : errno;

    free(hall);
    return error;
}

/* The number of a free seat, or that of the seats if there is none. */
static size_t seat_find(const struct hall *hall)
{
    size_t seat = 0;

    while (seat < hall->seats && hall->owners[seat] != NOBODY) {
        seat++;
    }
    return seat;
}

/* TODO: here and below. Who has to wait, for what, and until when? */
int hall_book(struct hall *hall, long user,
              int (*pay)(void *arg, long user, size_t seat), void *arg,
              size_t *seat)
{
    int result = ENOSPC;

    if (user <= 0) {
        return EINVAL;
    }
    sem_wait(&hall->places);
    size_t found = seat_find(hall);
    if (found < hall->seats) {
        result = pay(arg, user, found);
    }
    if (result == 0) {
        hall->owners[found] = user;
        hall->bookings++;
        *seat = found;
    }
    sem_post(&hall->places);
    return result;
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    int result = EPERM;

    if (seat >= hall->seats) {
        return EINVAL;
    }
    sem_wait(&hall->places);
    if (user > 0 && hall->owners[seat] == user) {
        hall->owners[seat] = NOBODY;
        hall->cancellations++;
        result = 0;
    }
    sem_post(&hall->places);
    return result;
}

int hall_report(struct hall *hall, struct report *report, long owners[])
{
    sem_wait(&hall->places);
    for (size_t i = 0; i < hall->seats; i++) {
        owners[i] = hall->owners[i];
    }
    report->held = 0; /* nobody can look while somebody pays. TODO: really? */
    report->bookings = hall->bookings;
    report->cancellations = hall->cancellations;
    sem_post(&hall->places);
    report->sold = report->bookings - report->cancellations;
    report->free = hall->seats - report->sold - report->held;
    return 0;
}
