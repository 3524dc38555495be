/*
 * Lesson 23: permits that one need not wait for for ever.
 *
 * The contract is in permits.h, the story in README.md. `make run L=23` shows
 * what goes wrong, `make check L=23` grades what you write here.
 */
#include "permits.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

/* You may add members. */
struct permits {
    pthread_mutex_t lock; /* guards the members below */
    pthread_cond_t news;  /* a permit or a cancel came */
    long free;
    bool cancelled[PERMITS_TAKERS];
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
    /* TODO: which clock do waits on this condition variable use? */
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

/* TODO: from when on does the patience count? What has to be looked at after a
 * wait, however it ended? And what if the cancel came first? */
int permits_take(struct permits *permits, int taker, long patience)
{
    struct timespec deadline;
    int error = 0;

    if (taker < 0 || taker >= PERMITS_TAKERS || patience < PERMITS_FOREVER) {
        return EINVAL;
    }
    pthread_mutex_lock(&permits->lock);
    permits->cancelled[taker] = false;
    while (permits->free == 0 && !permits->cancelled[taker] && error == 0) {
        if (patience == PERMITS_FOREVER) {
            error = pthread_cond_wait(&permits->news, &permits->lock);
            continue;
        }
        clock_gettime(CLOCK_REALTIME, &deadline);
        deadline.tv_sec += patience / 1000;
        deadline.tv_nsec += patience % 1000 * 1000000;
        if (deadline.tv_nsec >= 1000000000) {
            deadline.tv_sec++;
            deadline.tv_nsec -= 1000000000;
        }
        error =
            pthread_cond_timedwait(&permits->news, &permits->lock, &deadline);
    }
    if (error == 0 && permits->cancelled[taker]) {
        error = ECANCELED;
    }
    if (error == 0) {
        permits->free--;
    }
    pthread_mutex_unlock(&permits->lock);
    return error;
}

int permits_give(struct permits *permits)
{
    pthread_mutex_lock(&permits->lock);
    permits->free++;
    pthread_cond_signal(&permits->news);
    return pthread_mutex_unlock(&permits->lock);
}

int permits_cancel(struct permits *permits, int taker)
{
    if (taker < 0 || taker >= PERMITS_TAKERS) {
        return EINVAL;
    }
    pthread_mutex_lock(&permits->lock);
    permits->cancelled[taker] = true;
    pthread_cond_broadcast(&permits->news);
    return pthread_mutex_unlock(&permits->lock);
}

/* TODO: two sets, two locks, and no order that all could agree on? */
int permits_move(struct permits *from, struct permits *to)
{
    int error = 0;

    pthread_mutex_lock(&from->lock);
    pthread_mutex_lock(&to->lock);
    if (from->free == 0) {
        error = EAGAIN;
    } else {
        from->free--;
        to->free++;
        pthread_cond_signal(&to->news);
    }
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
    return error;
}

int permits_sum(struct permits *a, struct permits *b, long *sum)
{
    pthread_mutex_lock(&a->lock);
    *sum = a->free;
    pthread_mutex_unlock(&a->lock);
    pthread_mutex_lock(&b->lock);
    *sum += b->free;
    return pthread_mutex_unlock(&b->lock);
}
