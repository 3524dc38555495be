/* Variant: a queue in which each sleeps on a condition of his own. Who leaves
 * lets in those at its head, and wakes nobody else. */
#include "rw_lock.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct waiter {
    struct waiter *next;
    pthread_cond_t come_in;
    bool writer;
    bool inside;
};

struct rw_lock {
    pthread_mutex_t mutex;
    struct waiter *head;
    struct waiter **end; /* where the next one is to be hung up */
    int inside;          /* how many readers are, -1 for a writer */
};

int rw_create(struct rw_lock **lock)
{
    struct rw_lock *new = malloc(sizeof *new);
    if (new == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&new->mutex, NULL);
    if (error != 0) {
        free(new);
        return error;
    }
    new->head = NULL;
    new->end = &new->head;
    new->inside = 0;
    *lock = new;
    return 0;
}

int rw_destroy(struct rw_lock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
    return 0;
}

static bool has_room(const struct rw_lock *lock, bool writer)
{
    return writer ? lock->inside == 0 : lock->inside >= 0;
}

static void take_room(struct rw_lock *lock, bool writer)
{
    lock->inside = writer ? -1 : lock->inside + 1;
}

/* The caller holds the mutex. */
static void heads_let_in(struct rw_lock *lock)
{
    while (lock->head != NULL && has_room(lock, lock->head->writer)) {
        struct waiter *first = lock->head;
        take_room(lock, first->writer);
        lock->head = first->next;
        if (lock->head == NULL) {
            lock->end = &lock->head;
        }
        first->inside = true;
        pthread_cond_signal(&first->come_in);
    }
}

/* The caller holds the mutex. */
static int wait_in_line(struct rw_lock *lock, bool writer)
{
    struct waiter self = {.writer = writer};
    int error = pthread_cond_init(&self.come_in, NULL);

    if (error != 0) {
        return error;
    }
    *lock->end = &self;
    lock->end = &self.next;
    while (!self.inside) {
        pthread_cond_wait(&self.come_in, &lock->mutex);
    }
    pthread_cond_destroy(&self.come_in);
    return 0;
}

static int enter(struct rw_lock *lock, bool writer, bool may_wait)
{
    int result = 0;

    pthread_mutex_lock(&lock->mutex);
    if (lock->head == NULL && has_room(lock, writer)) {
        take_room(lock, writer);
    } else if (may_wait) {
        result = wait_in_line(lock, writer);
    } else {
        result = EBUSY;
    }
    pthread_mutex_unlock(&lock->mutex);
    return result;
}

static int leave(struct rw_lock *lock, bool writer)
{
    int result = EPERM;

    pthread_mutex_lock(&lock->mutex);
    if (writer ? lock->inside < 0 : lock->inside > 0) {
        lock->inside = writer ? 0 : lock->inside - 1;
        heads_let_in(lock);
        result = 0;
    }
    pthread_mutex_unlock(&lock->mutex);
    return result;
}

int rw_read_lock(struct rw_lock *lock)
{
    return enter(lock, false, true);
}

int rw_read_trylock(struct rw_lock *lock)
{
    return enter(lock, false, false);
}

int rw_read_unlock(struct rw_lock *lock)
{
    return leave(lock, false);
}

int rw_write_lock(struct rw_lock *lock)
{
    return enter(lock, true, true);
}

int rw_write_trylock(struct rw_lock *lock)
{
    return enter(lock, true, false);
}

int rw_write_unlock(struct rw_lock *lock)
{
    return leave(lock, true);
}
