/* Mutant: ends the hold in one critical section and sells the seat in the
 * next, so that each step is a short one. A report between the two does not
 * add up.
 * Finding: assertion
 */
#include "hall.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>

struct hall {
    sem_t places;         /* free places inside: who pays has one */
    pthread_mutex_t lock; /* guards all members below except seats */
    size_t seats;         /* never changes */
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
    if (sem_init(&made->places, 0, limit) != 0) {
        error = errno;
        goto out_lock;
    }
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
    int places = sem_destroy(&hall->places) == 0 ? 0 : errno;
    int lock = pthread_mutex_destroy(&hall->lock);

    free(hall);
    return lock != 0 ? lock : places;
}

/* Waits for a place. A signal is no reason to come in, nor to go away. */
static int place_take(struct hall *hall)
{
    while (sem_wait(&hall->places) != 0) {
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
    hall->held--;
    pthread_mutex_unlock(&hall->lock);
    pthread_mutex_lock(&hall->lock);
    hall->owners[seat] = owner;
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
