/* Variant: holds the seat while it waits outside, and is told at once that no
 * seat is free. A binary semaphore is the lock.
 */
#include "hall.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>

struct hall {
    sem_t places; /* free places inside: who pays has one */
    sem_t lock;   /* 0 or 1; guards all members below except seats */
    size_t seats; /* never changes */
    size_t held;
    unsigned long bookings;
    unsigned long cancellations;
    long owners[]; /* of each seat, or NOBODY, or ON_HOLD */
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
    int error = sem_init(&made->lock, 0, 1) == 0 ? 0 : errno;
    if (error != 0) {
        goto out_free;
    }
    if (sem_init(&made->places, 0, limit) != 0) {
        error = errno;
        goto out_lock;
    }
    made->seats = seats;
    *hall = made;
    return 0;

out_lock:
    sem_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int hall_destroy(struct hall *hall)
{
    int places = sem_destroy(&hall->places) == 0 ? 0 : errno;
    int lock = sem_destroy(&hall->lock) == 0 ? 0 : errno;

    free(hall);
    return lock != 0 ? lock : places;
}

static int permit_take(sem_t *sem)
{
    while (sem_wait(sem) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

static int place_leave(struct hall *hall)
{
    return sem_post(&hall->places) == 0 ? 0 : errno;
}

/* Holds a free seat, or returns ENOSPC. */
static int seat_hold(struct hall *hall, size_t *seat)
{
    int error = permit_take(&hall->lock);
    if (error != 0) {
        return error;
    }
    size_t i = 0;
    while (i < hall->seats && hall->owners[i] != NOBODY) {
        i++;
    }
    int result = i < hall->seats ? 0 : ENOSPC;
    if (result == 0) {
        hall->owners[i] = ON_HOLD;
        hall->held++;
        *seat = i;
    }
    error = sem_post(&hall->lock);
    return result != 0 ? result : error;
}

/* Ends the hold of a seat: it is sold to the owner, or to NOBODY. */
static int seat_settle(struct hall *hall, size_t seat, long owner)
{
    int error = permit_take(&hall->lock);
    if (error != 0) {
        return error;
    }
    hall->owners[seat] = owner;
    hall->held--;
    hall->bookings += owner != NOBODY;
    return sem_post(&hall->lock);
}

int hall_book(struct hall *hall, long user,
              int (*pay)(void *arg, long user, size_t seat), void *arg,
              size_t *seat)
{
    size_t found = 0;

    if (user <= 0) {
        return EINVAL;
    }
    int error = seat_hold(hall, &found);
    if (error != 0) {
        return error;
    }
    error = permit_take(&hall->places);
    if (error != 0) {
        seat_settle(hall, found, NOBODY);
        return error;
    }
    int refused = pay(arg, user, found);
    place_leave(hall);
    error = seat_settle(hall, found, refused == 0 ? user : NOBODY);
    if (refused != 0 || error != 0) {
        return refused != 0 ? refused : error;
    }
    *seat = found;
    return 0;
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    int result = EPERM;

    if (seat >= hall->seats) {
        return EINVAL;
    }
    int error = permit_take(&hall->lock);
    if (error != 0) {
        return error;
    }
    if (user > 0 && hall->owners[seat] == user) {
        hall->owners[seat] = NOBODY;
        hall->cancellations++;
        result = 0;
    }
    error = sem_post(&hall->lock);
    return result != 0 ? result : error;
}

int hall_report(struct hall *hall, struct report *report, long owners[])
{
    int error = permit_take(&hall->lock);
    if (error != 0) {
        return error;
    }
    for (size_t i = 0; i < hall->seats; i++) {
        owners[i] = hall->owners[i];
    }
    report->held = hall->held;
    report->bookings = hall->bookings;
    report->cancellations = hall->cancellations;
    report->sold = report->bookings - report->cancellations;
    report->free = hall->seats - report->sold - report->held;
    return sem_post(&hall->lock);
}
