/* Variant: names the clock at each wait (pthread_cond_clockwait(),
 * POSIX.1-2024), so that a plain condition variable will do; and orders the
 * locks by address.
 */
#include "permits.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

struct permits {
    pthread_mutex_t lock; /* guards the members below */
    pthread_cond_t news;  /* free > 0, or a cancel; on CLOCK_MONOTONIC */
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
        goto out_free;
    }
    error = pthread_cond_init(&made->news, NULL);
    if (error != 0) {
        goto out_lock;
    }
    made->free = free_now;
    *permits = made;
    return 0;

out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int permits_destroy(struct permits *permits)
{
    int news = pthread_cond_destroy(&permits->news);
    int lock = pthread_mutex_destroy(&permits->lock);

    free(permits);
    return news != 0 ? news : lock;
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

/* Takes a permit, or waits until that is possible or pointless. Without a
 * deadline it waits for ever. The caller holds the lock. */
static int take_locked(struct permits *permits, int taker,
                       const struct timespec *deadline)
{
    int ended = 0; /* how the last wait did */

    while (permits->free == 0 && !permits->cancelled[taker] && ended == 0) {
        ended = deadline == NULL
                    ? pthread_cond_wait(&permits->news, &permits->lock)
                    : pthread_cond_clockwait(&permits->news, &permits->lock,
                                             CLOCK_MONOTONIC, deadline);
    }
    if (permits->cancelled[taker]) {
        permits->cancelled[taker] = false;
        return ECANCELED;
    }
    if (permits->free > 0) { /* even if the time is over */
        permits->free--;
        return 0;
    }
    return ended;
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
    int signalled = pthread_cond_signal(&permits->news);
    error = pthread_mutex_unlock(&permits->lock);
    return signalled != 0 ? signalled : error;
}

/* All takers share one condition variable, so all have to be woken. */
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
    int woken = pthread_cond_broadcast(&permits->news);
    error = pthread_mutex_unlock(&permits->lock);
    return woken != 0 ? woken : error;
}

static int both_lock(struct permits *a, struct permits *b)
{
    bool a_first = (uintptr_t)a < (uintptr_t)b;
    int error = pthread_mutex_lock(a_first ? &a->lock : &b->lock);
    if (error != 0) {
        return error;
    }
    error = pthread_mutex_lock(a_first ? &b->lock : &a->lock);
    if (error != 0) {
        pthread_mutex_unlock(a_first ? &a->lock : &b->lock);
    }
    return error;
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
        moved = pthread_cond_signal(&to->news);
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
