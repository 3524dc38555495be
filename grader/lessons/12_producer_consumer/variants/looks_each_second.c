/* Variant: as with condition variables, but who waits gets up each second to
 * look whether a signal was missed. There is none, so that is only a waste. */
#include "buffer.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct buffer {
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t not_full;
    pthread_cond_t not_empty; /* or at the end */
    size_t capacity;
    size_t first;
    size_t count;
    unsigned producers;
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
    error = pthread_cond_init(&made->not_full, NULL);
    if (error != 0) {
        goto out_lock;
    }
    error = pthread_cond_init(&made->not_empty, NULL);
    if (error != 0) {
        goto out_not_full;
    }
    made->capacity = capacity;
    made->producers = producers;
    *buffer = made;
    return 0;

out_not_full:
    pthread_cond_destroy(&made->not_full);
out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int buffer_destroy(struct buffer *buffer)
{
    pthread_cond_destroy(&buffer->not_empty);
    pthread_cond_destroy(&buffer->not_full);
    pthread_mutex_destroy(&buffer->lock);
    free(buffer);
    return 0;
}

static void wait_a_second(struct buffer *buffer, pthread_cond_t *news)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    pthread_cond_timedwait(news, &buffer->lock, &until);
}

int buffer_put(struct buffer *buffer, int item)
{
    pthread_mutex_lock(&buffer->lock);
    while (buffer->count == buffer->capacity) {
        wait_a_second(buffer, &buffer->not_full);
    }
    size_t place = (buffer->first + buffer->count) % buffer->capacity;
    buffer->ring[place] = item;
    buffer->count++;
    pthread_cond_signal(&buffer->not_empty);
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}

int buffer_get(struct buffer *buffer, int *item)
{
    pthread_mutex_lock(&buffer->lock);
    while (buffer->count == 0 && buffer->producers > 0) {
        wait_a_second(buffer, &buffer->not_empty);
    }
    if (buffer->count == 0) {
        pthread_mutex_unlock(&buffer->lock);
        return EPIPE;
    }
    *item = buffer->ring[buffer->first];
    buffer->first = (buffer->first + 1) % buffer->capacity;
    buffer->count--;
    pthread_cond_signal(&buffer->not_full);
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}

int buffer_done(struct buffer *buffer)
{
    pthread_mutex_lock(&buffer->lock);
    buffer->producers--;
    if (buffer->producers == 0) {
        pthread_cond_broadcast(&buffer->not_empty);
    }
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}
