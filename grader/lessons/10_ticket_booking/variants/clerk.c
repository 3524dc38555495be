/* Variant: a thread of its own, the clerk, has the seats all to itself, and
 * there is no lock around them. Users put a request on the counter, wake the
 * clerk and wait until it is answered.
 */
#include "booking.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum wish { ANY, GIVEN, CANCEL, REPORT, GO_HOME };

struct request {
    enum wish wish;
    long user;
    size_t seat;
    struct report *report;
    long *owners;
    int answer;
    bool answered;
    struct request *next;
};

struct hall {
    pthread_t clerk;
    pthread_mutex_t lock; /* guards requests, and answered in each of them */
    pthread_cond_t moved; /* a request came, or an answer */
    struct request *requests;
    size_t seats; /* this and all below: the clerk's alone */
    struct report books;
    long *owners;
};

static int own(struct hall *hall, size_t seat, long user)
{
    hall->owners[seat] = user;
    hall->books.sold++;
    hall->books.free--;
    hall->books.bookings++;
    return 0;
}

static int any(struct hall *hall, struct request *request)
{
    for (size_t i = 0; i < hall->seats; i++) {
        if (hall->owners[i] == NOBODY) {
            request->seat = i;
            return own(hall, i, request->user);
        }
    }
    return ENOSPC;
}

static int given(struct hall *hall, const struct request *request)
{
    if (request->seat >= hall->seats) {
        return EINVAL;
    }
    if (hall->owners[request->seat] != NOBODY) {
        return EBUSY;
    }
    return own(hall, request->seat, request->user);
}

static int cancel(struct hall *hall, const struct request *request)
{
    if (request->seat >= hall->seats) {
        return EINVAL;
    }
    if (request->user <= 0 || hall->owners[request->seat] != request->user) {
        return EPERM;
    }
    hall->owners[request->seat] = NOBODY;
    hall->books.sold--;
    hall->books.free++;
    hall->books.cancellations++;
    return 0;
}

static int serve(struct hall *hall, struct request *request)
{
    switch (request->wish) {
    case ANY:
        return any(hall, request);
    case GIVEN:
        return given(hall, request);
    case CANCEL:
        return cancel(hall, request);
    case REPORT:
        *request->report = hall->books;
        memcpy(request->owners, hall->owners, hall->seats * sizeof(long));
        return 0;
    default:
        return 0;
    }
}

static void *clerk_main(void *arg)
{
    struct hall *hall = arg;
    bool home = false;

    pthread_mutex_lock(&hall->lock);
    while (!home) {
        while (hall->requests == NULL) {
            pthread_cond_wait(&hall->moved, &hall->lock);
        }
        struct request *request = hall->requests;
        hall->requests = request->next;
        pthread_mutex_unlock(&hall->lock);
        home = request->wish == GO_HOME;
        request->answer = serve(hall, request);
        pthread_mutex_lock(&hall->lock);
        request->answered = true;
        pthread_cond_broadcast(&hall->moved);
    }
    pthread_mutex_unlock(&hall->lock);
    return NULL;
}

static int ask(struct hall *hall, struct request *request)
{
    pthread_mutex_lock(&hall->lock);
    request->next = hall->requests;
    hall->requests = request;
    pthread_cond_broadcast(&hall->moved);
    while (!request->answered) {
        pthread_cond_wait(&hall->moved, &hall->lock);
    }
    pthread_mutex_unlock(&hall->lock);
    return request->answer;
}

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
    made->books.free = seats;
    made->owners = calloc(seats, sizeof made->owners[0]);
    if (made->owners == NULL) {
        goto out_hall;
    }
    error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_owners;
    }
    error = pthread_cond_init(&made->moved, NULL);
    if (error != 0) {
        goto out_lock;
    }
    error = pthread_create(&made->clerk, NULL, clerk_main, made);
    if (error != 0) {
        goto out_moved;
    }
    *hall = made;
    return 0;

out_moved:
    pthread_cond_destroy(&made->moved);
out_lock:
    pthread_mutex_destroy(&made->lock);
out_owners:
    free(made->owners);
out_hall:
    free(made);
    return error;
}

int hall_destroy(struct hall *hall)
{
    struct request request = {.wish = GO_HOME};

    ask(hall, &request);
    pthread_join(hall->clerk, NULL);
    pthread_cond_destroy(&hall->moved);
    pthread_mutex_destroy(&hall->lock);
    free(hall->owners);
    free(hall);
    return 0;
}

int hall_book(struct hall *hall, long user, size_t *seat)
{
    struct request request = {.wish = ANY, .user = user};

    if (user <= 0) {
        return EINVAL;
    }
    int error = ask(hall, &request);
    if (error == 0) {
        *seat = request.seat;
    }
    return error;
}

int hall_book_seat(struct hall *hall, long user, size_t seat)
{
    struct request request = {.wish = GIVEN, .user = user, .seat = seat};

    return user <= 0 ? EINVAL : ask(hall, &request);
}

int hall_cancel(struct hall *hall, long user, size_t seat)
{
    struct request request = {.wish = CANCEL, .user = user, .seat = seat};

    return ask(hall, &request);
}

int hall_report(struct hall *hall, struct report *report, long owners[])
{
    struct request request = {
        .wish = REPORT, .report = report, .owners = owners};

    return ask(hall, &request);
}
