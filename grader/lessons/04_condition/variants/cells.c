/* Variant: each letter in a cell of its own, in a list; any capacity will do.
 * One condition, at which everybody is woken.
 */
#include "mailbox.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct cell {
    struct cell *next;
    long letter;
};

struct mailbox {
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t changed;
    size_t room;
    bool closed;
    struct cell *oldest;
    struct cell **newest; /* where the next one will hang */
};

int mailbox_create(struct mailbox **mailbox, size_t capacity)
{
    if (capacity == 0) {
        return EINVAL;
    }
    struct mailbox *box = calloc(1, sizeof *box);
    if (box == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&box->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&box->changed, NULL);
    if (error != 0) {
        goto out_lock;
    }
    box->room = capacity;
    box->newest = &box->oldest;
    *mailbox = box;
    return 0;

out_lock:
    pthread_mutex_destroy(&box->lock);
out_free:
    free(box);
    return error;
}

int mailbox_destroy(struct mailbox *box)
{
    while (box->oldest != NULL) {
        struct cell *cell = box->oldest;
        box->oldest = cell->next;
        free(cell);
    }
    int changed = pthread_cond_destroy(&box->changed);
    int lock = pthread_mutex_destroy(&box->lock);
    free(box);
    return changed != 0 ? changed : lock;
}

int mailbox_put(struct mailbox *box, long letter)
{
    struct cell *cell = malloc(sizeof *cell);
    if (cell == NULL) {
        return ENOMEM;
    }
    *cell = (struct cell){NULL, letter};
    pthread_mutex_lock(&box->lock);
    while (box->room == 0 && !box->closed) {
        pthread_cond_wait(&box->changed, &box->lock);
    }
    if (box->closed) {
        pthread_mutex_unlock(&box->lock);
        free(cell);
        return EPIPE;
    }
    box->room--;
    *box->newest = cell;
    box->newest = &cell->next;
    pthread_cond_broadcast(&box->changed);
    pthread_mutex_unlock(&box->lock);
    return 0;
}

int mailbox_get(struct mailbox *box, long *letter)
{
    pthread_mutex_lock(&box->lock);
    while (box->oldest == NULL && !box->closed) {
        pthread_cond_wait(&box->changed, &box->lock);
    }
    struct cell *cell = box->oldest;
    if (cell == NULL) {
        pthread_mutex_unlock(&box->lock);
        return EPIPE;
    }
    box->oldest = cell->next;
    if (box->oldest == NULL) {
        box->newest = &box->oldest;
    }
    box->room++;
    *letter = cell->letter;
    pthread_cond_broadcast(&box->changed);
    pthread_mutex_unlock(&box->lock);
    free(cell);
    return 0;
}

int mailbox_close(struct mailbox *box)
{
    pthread_mutex_lock(&box->lock);
    box->closed = true;
    pthread_cond_broadcast(&box->changed);
    pthread_mutex_unlock(&box->lock);
    return 0;
}
