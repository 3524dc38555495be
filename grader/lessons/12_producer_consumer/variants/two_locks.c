/* Variant: a lock for each end of the ring, so that a producer and a consumer
 * can be at work at once; what they share (the count, the producers) is atomic.
 */
#include "buffer.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

struct buffer {
    sem_t gaps;
    sem_t items;
    pthread_mutex_t get_lock; /* guards first */
    pthread_mutex_t put_lock; /* guards last */
    size_t capacity;
    size_t first;
    size_t last;
    atomic_size_t count;
    atomic_uint producers;
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
    int error = pthread_mutex_init(&made->get_lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_mutex_init(&made->put_lock, NULL);
    if (error != 0) {
        goto out_get_lock;
    }
    if (sem_init(&made->gaps, 0, (unsigned)capacity) != 0) {
        error = errno;
        goto out_put_lock;
    }
    if (sem_init(&made->items, 0, 0) != 0) {
        error = errno;
        goto out_gaps;
    }
    made->capacity = capacity;
    atomic_init(&made->count, 0);
    atomic_init(&made->producers, producers);
    *buffer = made;
    return 0;

out_gaps:
    sem_destroy(&made->gaps);
out_put_lock:
    pthread_mutex_destroy(&made->put_lock);
out_get_lock:
    pthread_mutex_destroy(&made->get_lock);
out_free:
    free(made);
    return error;
}

int buffer_destroy(struct buffer *buffer)
{
    sem_destroy(&buffer->items);
    sem_destroy(&buffer->gaps);
    pthread_mutex_destroy(&buffer->get_lock);
    pthread_mutex_destroy(&buffer->put_lock);
    free(buffer);
    return 0;
}

static void draw(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0) {
        if (errno != EINTR) {
            abort();
        }
    }
}

int buffer_put(struct buffer *buffer, int item)
{
    draw(&buffer->gaps);
    pthread_mutex_lock(&buffer->put_lock);
    buffer->ring[buffer->last] = item;
    buffer->last = (buffer->last + 1) % buffer->capacity;
    atomic_fetch_add(&buffer->count, 1);
    pthread_mutex_unlock(&buffer->put_lock);
    sem_post(&buffer->items);
    return 0;
}

int buffer_get(struct buffer *buffer, int *item)
{
    draw(&buffer->items);
    pthread_mutex_lock(&buffer->get_lock);
    if (atomic_load(&buffer->count) == 0) { /* the one for the end was drawn */
        pthread_mutex_unlock(&buffer->get_lock);
        sem_post(&buffer->items);
        return EPIPE;
    }
    *item = buffer->ring[buffer->first];
    buffer->first = (buffer->first + 1) % buffer->capacity;
    atomic_fetch_sub(&buffer->count, 1);
    pthread_mutex_unlock(&buffer->get_lock);
    sem_post(&buffer->gaps);
    return 0;
}

int buffer_done(struct buffer *buffer)
{
    if (atomic_fetch_sub(&buffer->producers, 1) == 1) {
        sem_post(&buffer->items);
    }
    return 0;
}
