/* Variant: waits for nothing, but tries again and again. */
#include "buffer.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

struct buffer {
    sem_t gaps;           /* permits to put: places that are free */
    sem_t items;          /* permits to get: items, and one for the end */
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

static int permit_take(sem_t *semaphore)
{
    while (sem_trywait(semaphore) != 0) {
        if (errno != EAGAIN && errno != EINTR) {
            return errno;
        }
        sched_yield();
    }
    return 0;
}

static int permit_give(sem_t *semaphore)
{
    return sem_post(semaphore) != 0 ? errno : 0;
}

int buffer_put(struct buffer *buffer, int item)
{
    int error = permit_take(&buffer->gaps);
    if (error != 0) {
        return error;
    }
    error = pthread_mutex_lock(&buffer->lock);
    if (error != 0) {
        permit_give(&buffer->gaps); /* the gap is still there */
        return error;
    }
    size_t place = (buffer->first + buffer->count) % buffer->capacity;
    buffer->ring[place] = item;
    buffer->count++;
    error = pthread_mutex_unlock(&buffer->lock);
    int given = permit_give(&buffer->items);
    return error != 0 ? error : given;
}

int buffer_get(struct buffer *buffer, int *item)
{
    int error = permit_take(&buffer->items);
    if (error != 0) {
        return error;
    }
    error = pthread_mutex_lock(&buffer->lock);
    if (error != 0) {
        permit_give(&buffer->items);
        return error;
    }
    int result = 0;
    if (buffer->count == 0) {
        result = EPIPE;
    } else {
        *item = buffer->ring[buffer->first];
        buffer->first = (buffer->first + 1) % buffer->capacity;
        buffer->count--;
    }
    error = pthread_mutex_unlock(&buffer->lock);
    int given = permit_give(result == 0 ? &buffer->gaps : &buffer->items);
    return result != 0 ? result : error != 0 ? error : given;
}

int buffer_done(struct buffer *buffer)
{
    int error = pthread_mutex_lock(&buffer->lock);
    if (error != 0) {
        return error;
    }
    buffer->producers--;
    bool last = buffer->producers == 0;
    error = pthread_mutex_unlock(&buffer->lock);
    int given = last ? permit_give(&buffer->items) : 0;
    return error != 0 ? error : given;
}
