/* Mutant: one mutex does it all: a writer is alone, and so is a reader.
 * Finding: deadlock
 */
#include "rw_lock.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct rw_lock {
    pthread_mutex_t mutex;
    atomic_int inside;
};

int rw_create(struct rw_lock **lock)
{
    struct rw_lock *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return ENOMEM;
    }
    pthread_mutex_init(&new->mutex, NULL);
    *lock = new;
    return 0;
}

int rw_destroy(struct rw_lock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
    return 0;
}

static int enter(struct rw_lock *lock, int kind)
{
    pthread_mutex_lock(&lock->mutex);
    lock->inside = kind;
    return 0;
}

static int try_enter(struct rw_lock *lock, int kind)
{
    if (pthread_mutex_trylock(&lock->mutex) != 0) {
        return EBUSY;
    }
    lock->inside = kind;
    return 0;
}

static int leave(struct rw_lock *lock, int kind)
{
    if (lock->inside != kind) {
        return EPERM;
    }
    lock->inside = 0;
    return pthread_mutex_unlock(&lock->mutex);
}

int rw_read_lock(struct rw_lock *lock)
{
    return enter(lock, 1);
}

int rw_read_trylock(struct rw_lock *lock)
{
    return try_enter(lock, 1);
}

int rw_read_unlock(struct rw_lock *lock)
{
    return leave(lock, 1);
}

int rw_write_lock(struct rw_lock *lock)
{
    return enter(lock, 2);
}

int rw_write_trylock(struct rw_lock *lock)
{
    return try_enter(lock, 2);
}

int rw_write_unlock(struct rw_lock *lock)
{
    return leave(lock, 2);
}
