/* Mutant: a seat is taken under the lock, and counted a little later, by an
 * atomic that needs none. In between the books are wrong.
 * Finding: assertion
 */
#include "booking.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

struct hall {
    pthread_mutex_t lock;       /* guards owners */
    size_t seats;               /* never changes */
    atomic_size_t sold;         /* how many owners are not NOBODY */
    atomic_ulong bookings;      /* ever made */
    atomic_ulong cancellations; /* bookings - cancellations is sold */
    long owners[];              /* of each seat, or NOBODY */
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

static int book_locked(struct hall *hall, long user, size_t *seat)
{
    for (size_t i = 0; i < hall->seats; i++) {
        if (hall->owners[i] == NOBODY) {
            hall->owners[i] = user;
            *seat = i;
            return 0;
        }
    }
    return ENOSPC;
}

static int book_seat_locked(struct hall *hall, long user, size_t seat)
{
    if (hall->owners[seat] != NOBODY) {
        return EBUSY;
    }
    hall->owners[seat] = user;
    return 0;
}

static int cancel_locked(struct hall *hall, long user, size_t seat)
{
    if (user == NOBODY || hall->owners[seat] != user) {
        return EPERM;
    }
    hall->owners[seat] = NOBODY;
    return 0;
}

int hall_book(struct hall *hall, long user, size_t *seat)
{
    if (user <= 0) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&hall->lock);
    if (error != 0) {
        return error;
    }
    int result = book_locked(hall, user, seat);
    error = pthread_mutex_unlock(&hall->lock);
    if (result == 0) {
        hall->sold++;
        hall->bookings++;
    }
    return result != 0 ? result : error;
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
    if (result == 0) {
        hall->sold++;
        hall->bookings++;
    }
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
    if (result == 0) {
        hall->sold--;
        hall->cancellations++;
    }
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
