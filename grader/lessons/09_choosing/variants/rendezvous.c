/* Variant: who submits stays until the piece has been collected: both threads
 * meet at the desk. */
#include "desk.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct desk {
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t moved;
    void *piece; /* NULL: none */
    size_t collected;
};

int desk_create(struct desk **desk)
{
    struct desk *made = calloc(1, sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&made->moved, NULL);
    if (error != 0) {
        goto out_lock;
    }
    *desk = made;
    return 0;

out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int desk_destroy(struct desk *desk)
{
    pthread_cond_destroy(&desk->moved);
    pthread_mutex_destroy(&desk->lock);
    free(desk);
    return 0;
}

int desk_submit(struct desk *desk, void *piece)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->piece != NULL) {
        pthread_cond_wait(&desk->moved, &desk->lock);
    }
    desk->piece = piece;
    pthread_cond_broadcast(&desk->moved);
    size_t mine = desk->collected + 1;
    while (desk->collected < mine) {
        pthread_cond_wait(&desk->moved, &desk->lock);
    }
    pthread_mutex_unlock(&desk->lock);
    return 0;
}

int desk_collect(struct desk *desk, void **piece)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->piece == NULL) {
        pthread_cond_wait(&desk->moved, &desk->lock);
    }
    *piece = desk->piece;
    desk->piece = NULL;
    desk->collected++;
    pthread_cond_broadcast(&desk->moved);
    pthread_mutex_unlock(&desk->lock);
    return 0;
}

int desk_wait(struct desk *desk, size_t count)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->collected < count) {
        pthread_cond_wait(&desk->moved, &desk->lock);
    }
    pthread_mutex_unlock(&desk->lock);
    return 0;
}
