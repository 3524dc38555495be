/* Mutant: only a writer wakes others when it leaves. The last reader does
 * not.
 * Finding: lost-wakeup
 */
#include "rw_lock.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct rw_lock {
    pthread_mutex_t mutex;
    pthread_cond_t moved;
    unsigned long next;
    unsigned long turn;
    unsigned readers;
    bool writing;
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

static bool has_room(const struct rw_lock *lock, bool writer)
{
    return !lock->writing && (!writer || lock->readers == 0);
}

static int enter(struct rw_lock *lock, bool writer, bool may_wait)
{
    if (!may_wait && (lock->turn != lock->next || !has_room(lock, writer))) {
        return EBUSY;
    }
    unsigned long number = lock->next++;
    while (lock->turn != number || !has_room(lock, writer)) {
        if (pthread_cond_wait(&lock->moved, &lock->mutex) != 0) {
            abort();
        }
    }
    lock->turn++;
    if (writer) {
        lock->writing = true;
        return 0;
    }
    lock->readers++;
    return pthread_cond_broadcast(&lock->moved);
}

static int read_leave(struct rw_lock *lock)
{
    if (lock->readers == 0) {
        return EPERM;
    }
    lock->readers--;
    return 0;
}

static int write_leave(struct rw_lock *lock)
{
    if (!lock->writing) {
        return EPERM;
    }
    lock->writing = false;
    return pthread_cond_broadcast(&lock->moved);
}

static int unlocked(struct rw_lock *lock, int result)
{
    int error = pthread_mutex_unlock(&lock->mutex);

    return result != 0 ? result : error;
}

int rw_read_lock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, enter(lock, false, true));
}

int rw_read_trylock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, enter(lock, false, false));
}

int rw_read_unlock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, read_leave(lock));
}

int rw_write_lock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, enter(lock, true, true));
}

int rw_write_trylock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, enter(lock, true, false));
}

int rw_write_unlock(struct rw_lock *lock)
{
    int error = pthread_mutex_lock(&lock->mutex);
    return error != 0 ? error : unlocked(lock, write_leave(lock));
}
