/* Variant: no counts but two; the others are found by looking at the seats.
 * Reports share a read lock, since they change nothing.
 */
#include "booking.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct hall {
    pthread_rwlock_t lock; /* guards all below except seats */
    size_t seats;
    unsigned long bookings;
    unsigned long cancellations;
    long *owners;
};

int hall_create(struct hall **hall, size_t seats)
{
    int error = ENOMEM;

    if (seats == 0) {
        return EINVAL;
    }
    struct hall *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->seats = seats;
    made->owners = calloc(seats, sizeof made->owners[0]);
    if (made->owners == NULL) {
        goto out_hall;
    }
    error = pthread_rwlock_init(&made->lock, NULL);
    if (error != 0) {
        goto out_owners;
    }
    *hall = made;
    return 0;

out_owners:
    free(made->owners);
out_hall:
    free(made);
    return error;
}

int hall_destroy(struct hall *hall)
{
    int error = pthread_rwlock_destroy(&hall->lock);

    free(hall->owners);
    free(hall);
    return error;
}

/* Changes the owner of a seat if it is `from`. */
static int owner_change(struct hall *hall, size_t seat, long from, long to)
{
    int error = hall->owners[seat] == from ? 0 : EBUSY;

    if (error == 0) {
        hall->owners[seat] = to;
        hall->bookings += to != NOBODY;
        hall->cancellations += to == NOBODY;
    }
    return error;
}

int hall_book(struct hall *hall, long user, size_t *seat)
{
    int error = EBUSY;

    if (user <= 0) {
        return EINVAL;
    }
    pthread_rwlock_wrlock(&hall->lock);
    for (size_t i = hall->seats; i > 0 && error != 0; i--) {
        error = owner_change(hall, i - 1, NOBODY, user);
        if (error == 0) {
            *seat = i - 1;
        }
    }
    pthread_rwlock_unlock(&hall->lock);
    return error == EBUSY ? ENOSPC : error;
}

int hall_book_seat(struct hall *hall, long user, size_t seat)
{
    if (user <= 0 || seat >= hall->seats) {
        return EINVAL;
    }
    pthread_rwlock_wrlock(&hall->lock);
    int error = owner_change(hall, seat, NOBODY, user);
    pthread_rwlock_unlock(&hall->lock);
    return error;
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    if (seat >= hall->seats) {
        return EINVAL;
    }
    if (user <= 0) {
        return EPERM;
    }
    pthread_rwlock_wrlock(&hall->lock);
    int error = owner_change(hall, seat, user, NOBODY);
    pthread_rwlock_unlock(&hall->lock);
    return error == EBUSY ? EPERM : error;
}

int hall_report(struct hall *hall, struct report *report, long owners[])
{
    *report = (struct report){0};
    pthread_rwlock_rdlock(&hall->lock);
    for (size_t i = 0; i < hall->seats; i++) {
        owners[i] = hall->owners[i];
        report->sold += owners[i] != NOBODY;
    }
    report->free = hall->seats - report->sold;
    report->bookings = hall->bookings;
    report->cancellations = hall->cancellations;
    pthread_rwlock_unlock(&hall->lock);
    return 0;
}
