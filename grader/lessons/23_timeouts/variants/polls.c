/* Variant: waits for nothing, but looks again and again, at the clock as well.
 */
#include "permits.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

struct permits {
    pthread_mutex_t lock; /* guards the members below */
    long free;
    bool cancelled[PERMITS_TAKERS]; /* asked for, and not yet obeyed */
};

int permits_create(struct permits **permits, long free_now)
{
    if (free_now < 0) {
        return EINVAL;
    }
    struct permits *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        free(made);
        return error;
    }
    made->free = free_now;
    *permits = made;
    return 0;
}

int permits_destroy(struct permits *permits)
{
    int error = pthread_mutex_destroy(&permits->lock);

    free(permits);
    return error;
}

/* The moment `patience` milliseconds from now. */
static int deadline_after(long patience, struct timespec *deadline)
{
    if (clock_gettime(CLOCK_MONOTONIC, deadline) != 0) {
        return errno;
    }
    deadline->tv_sec += patience / 1000;
    deadline->tv_nsec += patience % 1000 * 1000000;
    if (deadline->tv_nsec >= 1000000000) {
        deadline->tv_sec++;
        deadline->tv_nsec -= 1000000000;
    }
    return 0;
}

/* NULL: never. */
static bool has_come(const struct timespec *deadline)
{
    struct timespec now;

    if (deadline == NULL) {
        return false;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec != deadline->tv_sec ? now.tv_sec > deadline->tv_sec
                                          : now.tv_nsec >= deadline->tv_nsec;
}

/* The caller holds the lock, and gets it back. */
static int take_locked(struct permits *permits, int taker,
                       const struct timespec *deadline)
{
    while (permits->free == 0 && !permits->cancelled[taker]) {
        if (has_come(deadline)) {
            return ETIMEDOUT;
        }
        pthread_mutex_unlock(&permits->lock);
        sched_yield();
        pthread_mutex_lock(&permits->lock);
    }
    if (permits->cancelled[taker]) {
        permits->cancelled[taker] = false;
        return ECANCELED;
    }
    permits->free--;
    return 0;
}

int permits_take(struct permits *permits, int taker, long patience)
{
    struct timespec deadline;

    if (taker < 0 || taker >= PERMITS_TAKERS || patience < PERMITS_FOREVER) {
        return EINVAL;
    }
    int error =
        patience == PERMITS_FOREVER ? 0 : deadline_after(patience, &deadline);
    if (error != 0) {
        return error;
    }
    error = pthread_mutex_lock(&permits->lock);
    if (error != 0) {
        return error;
    }
    int taken = take_locked(permits, taker,
                            patience == PERMITS_FOREVER ? NULL : &deadline);
    error = pthread_mutex_unlock(&permits->lock);
    return taken != 0 ? taken : error;
}

int permits_give(struct permits *permits)
{
    int error = pthread_mutex_lock(&permits->lock);
    if (error != 0) {
        return error;
    }
    permits->free++;
    return pthread_mutex_unlock(&permits->lock);
}

int permits_cancel(struct permits *permits, int taker)
{
    if (taker < 0 || taker >= PERMITS_TAKERS) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&permits->lock);
    if (error != 0) {
        return error;
    }
    permits->cancelled[taker] = true;
    return pthread_mutex_unlock(&permits->lock);
}

/* Locks two different sets. Who fails to get the second gives the first back
 * and begins with the other one: the one that somebody holds. */
static int both_lock(struct permits *a, struct permits *b)
{
    for (;;) {
        int error = pthread_mutex_lock(&a->lock);
        if (error != 0) {
            return error;
        }
        error = pthread_mutex_trylock(&b->lock);
        if (error == 0) {
            return 0;
        }
        pthread_mutex_unlock(&a->lock);
        if (error != EBUSY) {
            return error;
        }
        sched_yield();
        struct permits *busy = b;
        b = a;
        a = busy;
    }
}

static int both_unlock(struct permits *a, struct permits *b)
{
    int first = pthread_mutex_unlock(&a->lock);
    int second = pthread_mutex_unlock(&b->lock);

    return first != 0 ? first : second;
}

/* A permit is free in this set, or is not. */
static int look_alone(struct permits *permits)
{
    int error = pthread_mutex_lock(&permits->lock);
    if (error != 0) {
        return error;
    }
    int found = permits->free > 0 ? 0 : EAGAIN;
    error = pthread_mutex_unlock(&permits->lock);
    return found != 0 ? found : error;
}

int permits_move(struct permits *from, struct permits *to)
{
    if (from == to) {
        return look_alone(from);
    }
    int error = both_lock(from, to);
    if (error != 0) {
        return error;
    }
    int moved = EAGAIN;
    if (from->free > 0) {
        from->free--;
        to->free++;
        moved = 0;
    }
    error = both_unlock(from, to);
    return moved != 0 ? moved : error;
}

int permits_sum(struct permits *a, struct permits *b, long *sum)
{
    int error = both_lock(a, b);
    if (error != 0) {
        return error;
    }
    *sum = a->free + b->free;
    return both_unlock(a, b);
}
