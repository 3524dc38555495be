/* Variant: each item in a cell of its own, in a list; any capacity will do. One
 * condition, at which everybody is woken.
 */
#include "buffer.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct cell {
    struct cell *next;
    int item;
};

struct buffer {
    pthread_mutex_t lock;
    pthread_cond_t bell;
    size_t room;
    unsigned producers;
    struct cell *head;
    struct cell **tail;
};

int buffer_create(struct buffer **buffer, size_t capacity, unsigned producers)
{
    struct buffer *made;
    int error;

    if (capacity == 0 || producers == 0) {
        return EINVAL;
    }
    if ((made = malloc(sizeof *made)) == NULL) {
        return ENOMEM;
    }
    *made = (struct buffer){.room = capacity, .producers = producers};
    made->tail = &made->head;
    if ((error = pthread_mutex_init(&made->lock, NULL)) != 0) {
        free(made);
        return error;
    }
    if ((error = pthread_cond_init(&made->bell, NULL)) != 0) {
        pthread_mutex_destroy(&made->lock);
        free(made);
        return error;
    }
    *buffer = made;
    return 0;
}

int buffer_destroy(struct buffer *buffer)
{
    while (buffer->head != NULL) {
        struct cell *cell = buffer->head;
        buffer->head = cell->next;
        free(cell);
    }
    pthread_cond_destroy(&buffer->bell);
    pthread_mutex_destroy(&buffer->lock);
    free(buffer);
    return 0;
}

int buffer_put(struct buffer *buffer, int item)
{
    struct cell *cell = malloc(sizeof *cell);

    if (cell == NULL) {
        return ENOMEM;
    }
    *cell = (struct cell){NULL, item};
    pthread_mutex_lock(&buffer->lock);
    while (buffer->room == 0) {
        pthread_cond_wait(&buffer->bell, &buffer->lock);
    }
    buffer->room--;
    *buffer->tail = cell;
    buffer->tail = &cell->next;
    pthread_cond_broadcast(&buffer->bell);
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}

int buffer_get(struct buffer *buffer, int *item)
{
    pthread_mutex_lock(&buffer->lock);
    while (buffer->head == NULL && buffer->producers != 0) {
        pthread_cond_wait(&buffer->bell, &buffer->lock);
    }
    struct cell *cell = buffer->head;
    if (cell != NULL) {
        buffer->head = cell->next;
        if (cell->next == NULL) {
            buffer->tail = &buffer->head;
        }
        buffer->room++;
        *item = cell->item;
        pthread_cond_broadcast(&buffer->bell);
    }
    pthread_mutex_unlock(&buffer->lock);
    free(cell);
    return cell == NULL ? EPIPE : 0;
}

int buffer_done(struct buffer *buffer)
{
    pthread_mutex_lock(&buffer->lock);
    buffer->producers--;
    pthread_cond_broadcast(&buffer->bell);
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}
