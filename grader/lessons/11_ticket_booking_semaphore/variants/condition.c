/* Variant: no semaphore: a number of free places, under the same lock as the
 * seats, and a condition to wait for one. Who leaves wakes everybody.
 */
#include "hall.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct hall {
    pthread_mutex_t lock; /* guards all members below except seats */
    pthread_cond_t moved; /* somebody has left */
    size_t seats;         /* never changes */
    unsigned places;      /* free ones inside */
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
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&made->moved, NULL);
    if (error != 0) {
        goto out_lock;
    }
    made->places = limit;
    made->seats = seats;
    *hall = made;
    return 0;

out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int hall_destroy(struct hall *hall)
{
    int places = pthread_cond_destroy(&hall->moved);
    int lock = pthread_mutex_destroy(&hall->lock);

    free(hall);
    return lock != 0 ? lock : places;
}

static int place_take(struct hall *hall)
{
    pthread_mutex_lock(&hall->lock);
    while (hall->places == 0) {
        pthread_cond_wait(&hall->moved, &hall->lock);
    }
    hall->places--;
    pthread_mutex_unlock(&hall->lock);
    return 0;
}

static int place_leave(struct hall *hall)
{
    pthread_mutex_lock(&hall->lock);
    hall->places++;
    pthread_cond_broadcast(&hall->moved);
    pthread_mutex_unlock(&hall->lock);
    return 0;
}

/* Holds a free seat, or returns ENOSPC. */
static int seat_hold(struct hall *hall, size_t *seat)
{
    int error = pthread_mutex_lock(&hall->lock);
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
    error = pthread_mutex_unlock(&hall->lock);
    return result != 0 ? result : error;
}

/* Ends the hold of a seat: it is sold to the owner, or to NOBODY. */
static int seat_settle(struct hall *hall, size_t seat, long owner)
{
    int error = pthread_mutex_lock(&hall->lock);
    if (error != 0) {
        return error;
    }
    hall->owners[seat] = owner;
    hall->held--;
    hall->bookings += owner != NOBODY;
    return pthread_mutex_unlock(&hall->lock);
}

/* The caller has a place inside. */
static int book_inside(struct hall *hall, long user,
                       int (*pay)(void *arg, long user, size_t seat), void *arg,
                       size_t *seat)
{
    size_t found = 0;
    int error = seat_hold(hall, &found);
    if (error != 0) {
        return error;
    }
    int refused = pay(arg, user, found);
    error = seat_settle(hall, found, refused == 0 ? user : NOBODY);
    if (refused != 0 || error != 0) {
        return refused != 0 ? refused : error;
    }
    *seat = found;
    return 0;
}

int hall_book(struct hall *hall, long user,
              int (*pay)(void *arg, long user, size_t seat), void *arg,
              size_t *seat)
{
    if (user <= 0) {
        return EINVAL;
    }
    int error = place_take(hall);
    if (error != 0) {
        return error;
    }
    int result = book_inside(hall, user, pay, arg, seat);
    error = place_leave(hall);
    return result != 0 ? result : error;
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    int result = EPERM;

    if (seat >= hall->seats) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&hall->lock);
    if (error != 0) {
        return error;
    }
    if (user > 0 && hall->owners[seat] == user) {
        hall->owners[seat] = NOBODY;
        hall->cancellations++;
        result = 0;
    }
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
    report->held = hall->held;
    report->bookings = hall->bookings;
    report->cancellations = hall->cancellations;
    report->sold = report->bookings - report->cancellations;
    report->free = hall->seats - report->sold - report->held;
    return pthread_mutex_unlock(&hall->lock);
}
