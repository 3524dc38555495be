/* Variant: every thread that waits for a count has a semaphore of its own, on
 * its stack and in a list; who collects posts to those whose count is reached.
 */
#include "desk.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct waiter {
    struct waiter *next;
    size_t count;
    sem_t reached;
};

struct desk {
    sem_t room;           /* 1 if the desk is empty */
    sem_t work;           /* 1 if a piece lies on it */
    void *piece;          /* belongs to who took the permit last */
    pthread_mutex_t lock; /* guards collected */
    struct waiter *waiters;
    size_t collected;
};

int desk_create(struct desk **desk)
{
    struct desk *made = malloc(sizeof *made);
    int error = 0;

    if (made == NULL) {
        return ENOMEM;
    }
    if (sem_init(&made->room, 0, 1) != 0) {
        error = errno;
        goto out_free;
    }
    if (sem_init(&made->work, 0, 0) != 0) {
        error = errno;
        goto out_room;
    }
    error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_work;
    }
    made->waiters = NULL;
    made->collected = 0;
    *desk = made;
    return 0;

out_work:
    sem_destroy(&made->work);
out_room:
    sem_destroy(&made->room);
out_free:
    free(made);
    return error;
}

int desk_destroy(struct desk *desk)
{
    int lock = pthread_mutex_destroy(&desk->lock);
    int work = sem_destroy(&desk->work) != 0 ? errno : 0;
    int room = sem_destroy(&desk->room) != 0 ? errno : 0;

    free(desk);
    return lock != 0 ? lock : work != 0 ? work : room;
}

/* sem_wait() that is not interrupted. */
static int permit_take(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

static int permit_give(sem_t *semaphore)
{
    return sem_post(semaphore) != 0 ? errno : 0;
}

int desk_submit(struct desk *desk, void *piece)
{
    int error = permit_take(&desk->room);
    if (error != 0) {
        return error;
    }
    desk->piece = piece;
    return permit_give(&desk->work);
}

static int collected_add(struct desk *desk)
{
    int error = pthread_mutex_lock(&desk->lock);
    if (error != 0) {
        return error;
    }
    desk->collected++;
    struct waiter **place = &desk->waiters;
    while (*place != NULL) {
        struct waiter *waiter = *place;
        if (waiter->count <= desk->collected) {
            *place = waiter->next;
            sem_post(&waiter->reached);
        } else {
            place = &waiter->next;
        }
    }
    return pthread_mutex_unlock(&desk->lock);
}

int desk_collect(struct desk *desk, void **piece)
{
    int error = permit_take(&desk->work);
    if (error != 0) {
        return error;
    }
    void *taken = desk->piece;
    error = collected_add(desk);
    if (error != 0) {
        permit_give(&desk->work); /* it is still there */
        return error;
    }
    *piece = taken;
    return permit_give(&desk->room);
}

int desk_wait(struct desk *desk, size_t count)
{
    struct waiter self = {.count = count};

    pthread_mutex_lock(&desk->lock);
    if (desk->collected >= count) {
        return pthread_mutex_unlock(&desk->lock);
    }
    sem_init(&self.reached, 0, 0);
    self.next = desk->waiters;
    desk->waiters = &self;
    pthread_mutex_unlock(&desk->lock);
    permit_take(&self.reached);
    /* The one who posted still holds the lock: it must be done with us. */
    pthread_mutex_lock(&desk->lock);
    pthread_mutex_unlock(&desk->lock);
    sem_destroy(&self.reached);
    return 0;
}
