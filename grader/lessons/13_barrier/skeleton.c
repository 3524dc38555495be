/*
 * Lesson 13: a place where threads wait until all of them are there.
 *
 * The contract is in barrier.h, the story in README.md. `make run L=13` shows
 * what goes wrong, `make check L=13` grades what you write here.
 */
#include "barrier.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct barrier {
    pthread_mutex_t lock; /* guards all members below except count */
    pthread_cond_t moved; /* what a waiting thread waits for has changed */
    unsigned count;       /* never changes */
    unsigned arrived;     /* in this round */
    bool broken;
};

int barrier_create(struct barrier **barrier, unsigned count)
{
    if (count == 0) {
        return EINVAL;
    }
    struct barrier *made = calloc(1, sizeof *made);
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
    made->count = count;
    *barrier = made;
    return 0;

out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

/* TODO: may somebody still be on the way out? */
int barrier_destroy(struct barrier *barrier)
{
    pthread_cond_destroy(&barrier->moved);
    pthread_mutex_destroy(&barrier->lock);
    free(barrier);
    return 0;
}

/* TODO: the last one begins a new round, and the others wait for just that. Do
 * they notice it, whenever they wake up, and whatever has happened since? */
int barrier_wait(struct barrier *barrier)
{
    int error = pthread_mutex_lock(&barrier->lock);
    if (error != 0) {
        return error;
    }
    int result = 0;
    barrier->arrived++;
    if (barrier->arrived == barrier->count) {
        barrier->arrived = 0;
        pthread_cond_broadcast(&barrier->moved);
        result = BARRIER_SERIAL;
    }
    while (barrier->arrived != 0 && !barrier->broken) {
        pthread_cond_wait(&barrier->moved, &barrier->lock);
    }
    if (barrier->broken) {
        result = ECANCELED;
    }
    error = pthread_mutex_unlock(&barrier->lock);
    return error != 0 ? error : result;
}

int barrier_break(struct barrier *barrier)
{
    int error = pthread_mutex_lock(&barrier->lock);
    if (error != 0) {
        return error;
    }
    barrier->broken = true;
    pthread_cond_broadcast(&barrier->moved);
    return pthread_mutex_unlock(&barrier->lock);
}
