/*
 * Lesson 14: a readers-writers lock, built by hand.
 *
 * The contract is in rw_lock.h, the story in README.md. `make run L=14` shows
 * what goes wrong, `make check L=14` grades what you write here.
 */
#include "rw_lock.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct rw_lock {
    pthread_mutex_t mutex; /* guards all members below */
    pthread_cond_t moved;  /* somebody has left */
    unsigned readers;      /* how many readers are inside */
    bool writing;          /* whether a writer is */
    /* TODO: nothing here knows who waits, or since when. */
};

int rw_create(struct rw_lock **lock)
{
    struct rw_lock *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&new->mutex, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&new->moved, NULL);
    if (error != 0) {
        goto out_mutex;
    }
    *lock = new;
    return 0;

out_mutex:
    pthread_mutex_destroy(&new->mutex);
out_free:
    free(new);
    return error;
}

int rw_destroy(struct rw_lock *lock)
{
    int cond = pthread_cond_destroy(&lock->moved);
    int mutex = pthread_mutex_destroy(&lock->mutex);

    free(lock);
    return cond != 0 ? cond : mutex;
}

/* Comes in, or waits until it can if it may wait. The caller holds the mutex,
 * and holds it again when this returns. */
static int read_enter(struct rw_lock *lock, bool may_wait)
{
    /* TODO: does a reader have no other reason to wait? */
    while (lock->writing) {
        if (!may_wait) {
            return EBUSY;
        }
        int error = pthread_cond_wait(&lock->moved, &lock->mutex);
        if (error != 0) {
            return error;
        }
    }
    lock->readers++;
    return 0;
}

static int write_enter(struct rw_lock *lock, bool may_wait)
{
    /* TODO: whose turn is it, when the last one inside has left? */
    while (lock->writing || lock->readers > 0) {
        if (!may_wait) {
            return EBUSY;
        }
        int error = pthread_cond_wait(&lock->moved, &lock->mutex);
        if (error != 0) {
            return error;
        }
    }
    lock->writing = true;
    return 0;
}

/* TODO: who has a reason to look again when somebody leaves? */
static int read_leave(struct rw_lock *lock)
{
    if (lock->readers == 0) {
        return EPERM;
    }
    lock->readers--;
    return pthread_cond_signal(&lock->moved);
}

static int write_leave(struct rw_lock *lock)
{
    if (!lock->writing) {
        return EPERM;
    }
    lock->writing = false;
    return pthread_cond_signal(&lock->moved);
}

/* The public functions: each one does its work with the mutex held. From here
 * on nothing needs to be changed. */
static int unlocked(struct rw_lock *lock, int result)
{
    int error = pthread_mutex_unlock(&lock->mutex);

    return result != 0 ? result : error;
}

int rw_read_lock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, read_enter(lock, true));
}

int rw_read_trylock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, read_enter(lock, false));
}

int rw_read_unlock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, read_leave(lock));
}

int rw_write_lock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, write_enter(lock, true));
}

int rw_write_trylock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, write_enter(lock, false));
}

int rw_write_unlock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, write_leave(lock));
}
