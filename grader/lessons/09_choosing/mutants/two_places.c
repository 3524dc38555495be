/* Mutant: room for two, so that nobody has to wait so often. Whoever has handed
 * over the second piece believes that the first one has been collected.
 * Finding: assertion
 */
#include "desk.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct desk {
    sem_t room; /* free places */
    sem_t work; /* pieces that lie on it */
    void *ring[2];
    size_t in, out;         /* how many pieces were put, and taken */
    pthread_mutex_t lock;   /* guards collected */
    pthread_cond_t counted; /* collected has grown */
    size_t collected;
};

int desk_create(struct desk **desk)
{
    struct desk *made = malloc(sizeof *made);
    int error = 0;

    if (made == NULL) {
        return ENOMEM;
    }
    if (sem_init(&made->room, 0, 2) != 0) {
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
    error = pthread_cond_init(&made->counted, NULL);
    if (error != 0) {
        goto out_lock;
    }
    made->collected = made->in = made->out = 0;
    *desk = made;
    return 0;

out_lock:
    pthread_mutex_destroy(&made->lock);
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
    int counted = pthread_cond_destroy(&desk->counted);
    int lock = pthread_mutex_destroy(&desk->lock);
    int work = sem_destroy(&desk->work) != 0 ? errno : 0;
    int room = sem_destroy(&desk->room) != 0 ? errno : 0;

    free(desk);
    return counted != 0 ? counted : lock != 0 ? lock : work != 0 ? work : room;
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
    desk->ring[desk->in++ % 2] = piece;
    return permit_give(&desk->work);
}

static int collected_add(struct desk *desk)
{
    int error = pthread_mutex_lock(&desk->lock);
    if (error != 0) {
        return error;
    }
    desk->collected++;
    int result = pthread_cond_broadcast(&desk->counted);
    error = pthread_mutex_unlock(&desk->lock);
    return result != 0 ? result : error;
}

int desk_collect(struct desk *desk, void **piece)
{
    int error = permit_take(&desk->work);
    if (error != 0) {
        return error;
    }
    void *taken = desk->ring[desk->out % 2];
    error = collected_add(desk);
    if (error != 0) {
        permit_give(&desk->work); /* it is still there */
        return error;
    }
    desk->out++;
    *piece = taken;
    return permit_give(&desk->room);
}

int desk_wait(struct desk *desk, size_t count)
{
    int error = pthread_mutex_lock(&desk->lock);
    if (error != 0) {
        return error;
    }
    int result = 0;
    while (result == 0 && desk->collected < count) {
        result = pthread_cond_wait(&desk->counted, &desk->lock);
    }
    error = pthread_mutex_unlock(&desk->lock);
    return result != 0 ? result : error;
}
