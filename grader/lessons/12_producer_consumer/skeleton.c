/*
 * Lesson 12: a bounded buffer between producers and consumers.
 *
 * The contract is in buffer.h, the story in README.md. `make run L=12` shows
 * what goes wrong, `make check L=12` grades what you write here.
 */
#include "buffer.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct buffer {
    sem_t gaps;           /* permits to put: places that are free */
    sem_t items;          /* permits to get: places that are taken */
    pthread_mutex_t lock; /* guards all members below except capacity */
    size_t capacity;      /* never changes */
    size_t first;         /* where the oldest item lies */
    size_t count;
    unsigned producers; /* that are not done yet */
    int ring[];
};

int buffer_create(struct buffer **buffer, size_t capacity, unsigned producers)
{
    if (capacity == 0 || capacity > INT_MAX || producers == 0) {
        return EINVAL;
    }
    struct buffer *made = calloc(1, sizeof *made + capacity * sizeof(int));
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    if (sem_init(&made->gaps, 0, (unsigned)capacity) != 0) {
        error = errno;
        goto out_lock;
    }
    if (sem_init(&made->items, 0, 0) != 0) {
        error = errno;
        goto out_gaps;
    }
    made->capacity = capacity;
    made->producers = producers;
    *buffer = made;
    return 0;

out_gaps:
    sem_destroy(&made->gaps);
out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int buffer_destroy(struct buffer *buffer)
{
    int items = sem_destroy(&buffer->items) != 0 ? errno : 0;
    int gaps = sem_destroy(&buffer->gaps) != 0 ? errno : 0;
    int lock = pthread_mutex_destroy(&buffer->lock);

    free(buffer);
    return items != 0 ? items : gaps != 0 ? gaps : lock;
}

/* sem_wait() that is not interrupted (lesson 7). */
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

/* TODO: all the parts are here. In which order are they used? */
int buffer_put(struct buffer *buffer, int item)
{
    pthread_mutex_lock(&buffer->lock);
    permit_take(&buffer->gaps);
    size_t place = (buffer->first + buffer->count) % buffer->capacity;
    buffer->ring[place] = item;
    buffer->count++;
    pthread_mutex_unlock(&buffer->lock);
    return permit_give(&buffer->items);
}

int buffer_get(struct buffer *buffer, int *item)
{
    pthread_mutex_lock(&buffer->lock);
    permit_take(&buffer->items);
    if (buffer->producers == 0) {
        pthread_mutex_unlock(&buffer->lock);
        return EPIPE;
    }
    *item = buffer->ring[buffer->first];
    buffer->first = (buffer->first + 1) % buffer->capacity;
    buffer->count--;
    pthread_mutex_unlock(&buffer->lock);
    return permit_give(&buffer->gaps);
}

/* TODO: one more permit, so that the consumer wakes up. Which one? */
int buffer_done(struct buffer *buffer)
{
    pthread_mutex_lock(&buffer->lock);
    buffer->producers--;
    int last = buffer->producers == 0;
    pthread_mutex_unlock(&buffer->lock);
    return last ? permit_give(&buffer->items) : 0;
}
