/* Mutant: counts what was collected with a semaphore; whoever waits takes the
 * permits, and gives them back when he has them all. Two who have some of them
 * each wait for the other's.
 * Finding: deadlock
 * Engines: explore
 */
#include "desk.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct desk {
    sem_t room;    /* 1 if the desk is empty */
    sem_t work;    /* 1 if a piece lies on it */
    void *piece;   /* belongs to who took the permit last */
    sem_t counted; /* a permit for each that was collected */
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
    if (sem_init(&made->counted, 0, 0) != 0) {
        error = errno;
        goto out_work;
    }
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
    int counted = sem_destroy(&desk->counted) != 0 ? errno : 0;
    int work = sem_destroy(&desk->work) != 0 ? errno : 0;
    int room = sem_destroy(&desk->room) != 0 ? errno : 0;

    free(desk);
    return counted != 0 ? counted : work != 0 ? work : room;
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
    return permit_give(&desk->counted);
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
    for (size_t i = 0; i < count; i++) {
        int error = permit_take(&desk->counted);
        if (error != 0) {
            return error;
        }
    }
    for (size_t i = 0; i < count; i++) {
        permit_give(&desk->counted);
    }
    return 0;
}
