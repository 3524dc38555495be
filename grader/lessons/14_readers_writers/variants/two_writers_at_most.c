/* Variant: writers go first, but no more than two of them in a row while
 * readers wait. */
#include "rw_lock.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct rw_lock {
    pthread_mutex_t mutex;
    pthread_cond_t moved;
    unsigned long next; /* number of the next writer */
    unsigned long turn;
    unsigned readers_waiting;
    unsigned readers;
    bool writing;
    unsigned long batch; /* grows when waiting readers are let in together */
    int in_a_row;        /* writers that have left while readers waited */
};

int rw_create(struct rw_lock **lock)
{
    struct rw_lock *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&new->mutex, NULL);
    if (error == 0) {
        error = pthread_cond_init(&new->moved, NULL);
        if (error == 0) {
            *lock = new;
            return 0;
        }
        pthread_mutex_destroy(&new->mutex);
    }
    free(new);
    return error;
}

int rw_destroy(struct rw_lock *lock)
{
    pthread_cond_destroy(&lock->moved);
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
    return 0;
}

/* Those that wait count as inside from now on; each notices in its time. */
static void readers_let_in(struct rw_lock *lock)
{
    lock->readers += lock->readers_waiting;
    lock->readers_waiting = 0;
    lock->batch++;
}

static bool reader_may_enter(const struct rw_lock *lock)
{
    return !lock->writing && lock->turn == lock->next;
}

int rw_read_lock(struct rw_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    if (!reader_may_enter(lock)) {
        unsigned long batch = lock->batch;
        lock->readers_waiting++;
        while (lock->batch == batch) {
            if (reader_may_enter(lock)) {
                readers_let_in(lock);
                pthread_cond_broadcast(&lock->moved);
            } else {
                pthread_cond_wait(&lock->moved, &lock->mutex);
            }
        }
    } else {
        lock->readers++;
    }
    pthread_mutex_unlock(&lock->mutex);
    return 0;
}

int rw_read_trylock(struct rw_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    int result = reader_may_enter(lock) ? 0 : EBUSY;
    lock->readers += result == 0;
    pthread_mutex_unlock(&lock->mutex);
    return result;
}

int rw_read_unlock(struct rw_lock *lock)
{
    int result = EPERM;

    pthread_mutex_lock(&lock->mutex);
    if (lock->readers > 0) {
        lock->readers--;
        result = 0;
        pthread_cond_broadcast(&lock->moved);
    }
    pthread_mutex_unlock(&lock->mutex);
    return result;
}

int rw_write_lock(struct rw_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    unsigned long number = lock->next++;
    while (lock->turn != number || lock->writing || lock->readers > 0) {
        pthread_cond_wait(&lock->moved, &lock->mutex);
    }
    lock->turn++;
    lock->writing = true;
    pthread_mutex_unlock(&lock->mutex);
    return 0;
}

int rw_write_trylock(struct rw_lock *lock)
{
    int result = EBUSY;

    pthread_mutex_lock(&lock->mutex);
    if (lock->turn == lock->next && !lock->writing && lock->readers == 0) {
        lock->writing = true;
        result = 0;
    }
    pthread_mutex_unlock(&lock->mutex);
    return result;
}

int rw_write_unlock(struct rw_lock *lock)
{
    int result = EPERM;

    pthread_mutex_lock(&lock->mutex);
    if (lock->writing) {
        lock->writing = false;
        lock->in_a_row += lock->readers_waiting > 0;
        if (lock->in_a_row == 2) {
            readers_let_in(lock);
            lock->in_a_row = 0;
        }
        pthread_cond_broadcast(&lock->moved);
        result = 0;
    }
    pthread_mutex_unlock(&lock->mutex);
    return result;
}
