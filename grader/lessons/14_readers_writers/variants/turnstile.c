/* Variant: a turnstile that everybody goes through one at a time and keeps
 * closed behind himself until he is in, and a semaphore for the room. So only
 * one waits for the room, and nobody can pass. */
#include "rw_lock.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

struct rw_lock {
    pthread_mutex_t turnstile; /* taken before mutex */
    sem_t room;                /* 1: nobody is inside */
    pthread_mutex_t mutex;     /* guards what follows; never held in a wait */
    unsigned readers;
    bool writing;
};

int rw_create(struct rw_lock **lock)
{
    struct rw_lock *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return ENOMEM;
    }
    if (sem_init(&new->room, 0, 1) != 0) {
        int error = errno;
        free(new);
        return error;
    }
    int error = pthread_mutex_init(&new->turnstile, NULL);
    if (error == 0) {
        error = pthread_mutex_init(&new->mutex, NULL);
        if (error == 0) {
            *lock = new;
            return 0;
        }
        pthread_mutex_destroy(&new->turnstile);
    }
    sem_destroy(&new->room);
    free(new);
    return error;
}

int rw_destroy(struct rw_lock *lock)
{
    pthread_mutex_destroy(&lock->turnstile);
    pthread_mutex_destroy(&lock->mutex);
    sem_destroy(&lock->room);
    free(lock);
    return 0;
}

/* 0 or EBUSY, which the caller may only get if it may not wait. */
static int room_take(struct rw_lock *lock, bool may_wait)
{
    while ((may_wait ? sem_wait(&lock->room) : sem_trywait(&lock->room)) != 0) {
        if (errno == EAGAIN) {
            return EBUSY;
        }
        if (errno != EINTR) {
            abort();
        }
    }
    return 0;
}

/* Readers that leave may empty the room meanwhile; nobody else can come in. */
static bool joined(struct rw_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    bool others = lock->readers > 0;
    lock->readers += others;
    pthread_mutex_unlock(&lock->mutex);
    return others;
}

/* The caller holds the turnstile. */
static int enter(struct rw_lock *lock, bool writer, bool may_wait)
{
    if (!writer && joined(lock)) {
        return 0;
    }
    int error = room_take(lock, may_wait);
    if (error == 0) {
        pthread_mutex_lock(&lock->mutex);
        lock->writing = writer;
        lock->readers = !writer;
        pthread_mutex_unlock(&lock->mutex);
    }
    return error;
}

static int enter_in_turn(struct rw_lock *lock, bool writer)
{
    pthread_mutex_lock(&lock->turnstile);
    int error = enter(lock, writer, true);
    pthread_mutex_unlock(&lock->turnstile);
    return error;
}

static int try_enter(struct rw_lock *lock, bool writer)
{
    if (pthread_mutex_trylock(&lock->turnstile) != 0) {
        return EBUSY;
    }
    int error = enter(lock, writer, false);
    pthread_mutex_unlock(&lock->turnstile);
    return error;
}

int rw_read_lock(struct rw_lock *lock)
{
    return enter_in_turn(lock, false);
}

int rw_read_trylock(struct rw_lock *lock)
{
    return try_enter(lock, false);
}

int rw_write_lock(struct rw_lock *lock)
{
    return enter_in_turn(lock, true);
}

int rw_write_trylock(struct rw_lock *lock)
{
    return try_enter(lock, true);
}

int rw_read_unlock(struct rw_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    unsigned before = lock->readers;
    lock->readers -= before > 0;
    pthread_mutex_unlock(&lock->mutex);
    if (before == 1) {
        sem_post(&lock->room);
    }
    return before > 0 ? 0 : EPERM;
}

int rw_write_unlock(struct rw_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    bool before = lock->writing;
    lock->writing = false;
    pthread_mutex_unlock(&lock->mutex);
    if (before) {
        sem_post(&lock->room);
    }
    return before ? 0 : EPERM;
}
