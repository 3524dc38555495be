/* Variant: one lock and one condition variable for all desks there are; both
 * are static, and every change at any desk wakes everybody. */
#include "desk.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;

struct desk {
    void *piece; /* NULL: none */
    size_t collected;
};

int desk_create(struct desk **desk)
{
    struct desk *made = calloc(1, sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    *desk = made;
    return 0;
}

int desk_destroy(struct desk *desk)
{
    free(desk);
    return 0;
}

int desk_submit(struct desk *desk, void *piece)
{
    pthread_mutex_lock(&lock);
    while (desk->piece != NULL) {
        pthread_cond_wait(&moved, &lock);
    }
    desk->piece = piece;
    pthread_cond_broadcast(&moved);
    pthread_mutex_unlock(&lock);
    return 0;
}

int desk_collect(struct desk *desk, void **piece)
{
    pthread_mutex_lock(&lock);
    while (desk->piece == NULL) {
        pthread_cond_wait(&moved, &lock);
    }
    *piece = desk->piece;
    desk->piece = NULL;
    desk->collected++;
    pthread_cond_broadcast(&moved);
    pthread_mutex_unlock(&lock);
    return 0;
}

int desk_wait(struct desk *desk, size_t count)
{
    pthread_mutex_lock(&lock);
    while (desk->collected < count) {
        pthread_cond_wait(&moved, &lock);
    }
    pthread_mutex_unlock(&lock);
    return 0;
}
