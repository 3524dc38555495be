/* Mutant: the lock that POSIX has already. Whether its readers pass a writer
 * that waits, POSIX leaves open; here they do.
 * Finding: assertion
 */
#include "rw_lock.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

struct rw_lock {
    pthread_rwlock_t lock;
    atomic_uint readers;
    atomic_bool writing;
};

int rw_create(struct rw_lock **lock)
{
    struct rw_lock *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return ENOMEM;
    }
    pthread_rwlock_init(&new->lock, NULL);
    *lock = new;
    return 0;
}

int rw_destroy(struct rw_lock *lock)
{
    pthread_rwlock_destroy(&lock->lock);
    free(lock);
    return 0;
}

int rw_read_lock(struct rw_lock *lock)
{
    int error = pthread_rwlock_rdlock(&lock->lock);
    lock->readers += error == 0;
    return error;
}

int rw_read_trylock(struct rw_lock *lock)
{
    int error = pthread_rwlock_tryrdlock(&lock->lock);
    lock->readers += error == 0;
    return error;
}

int rw_read_unlock(struct rw_lock *lock)
{
    if (lock->readers == 0) {
        return EPERM;
    }
    lock->readers--;
    return pthread_rwlock_unlock(&lock->lock);
}

int rw_write_lock(struct rw_lock *lock)
{
    int error = pthread_rwlock_wrlock(&lock->lock);
    if (error == 0) {
        lock->writing = true;
    }
    return error;
}

int rw_write_trylock(struct rw_lock *lock)
{
    int error = pthread_rwlock_trywrlock(&lock->lock);
    if (error == 0) {
        lock->writing = true;
    }
    return error;
}

int rw_write_unlock(struct rw_lock *lock)
{
    if (!lock->writing) {
        return EPERM;
    }
    lock->writing = false;
    return pthread_rwlock_unlock(&lock->lock);
}
