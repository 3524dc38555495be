/*
 * Lesson: 12_producer_consumer
 * Engines: explore
 *
 * One condition for all who wait, and one signal.
 */
#include "buffer.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

struct buffer {
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t changed;
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
    if (error == 0) {
        error = pthread_cond_init(&made->changed, NULL);
        if (error != 0) {
            pthread_mutex_destroy(&made->lock);
        }
    }
    if (error != 0) {
        free(made);
        return error;
    }
    made->capacity = capacity;
    made->producers = producers;
    *buffer = made;
    return 0;
}

int buffer_destroy(struct buffer *buffer)
{
    pthread_cond_destroy(&buffer->changed);
    pthread_mutex_destroy(&buffer->lock);
    free(buffer);
    return 0;
}

int buffer_put(struct buffer *buffer, int item)
{
    pthread_mutex_lock(&buffer->lock);
    while (buffer->count == buffer->capacity) {
        pthread_cond_wait(&buffer->changed, &buffer->lock);
    }
    size_t place = (buffer->first + buffer->count) % buffer->capacity;
    buffer->ring[place] = item;
    buffer->count++;
    pthread_cond_signal(&buffer->changed);
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}

int buffer_get(struct buffer *buffer, int *item)
{
    pthread_mutex_lock(&buffer->lock);
    while (buffer->count == 0 && buffer->producers > 0) {
        pthread_cond_wait(&buffer->changed, &buffer->lock);
    }
    if (buffer->count == 0) {
        pthread_mutex_unlock(&buffer->lock);
        return EPIPE;
    }
    *item = buffer->ring[buffer->first];
    buffer->first = (buffer->first + 1) % buffer->capacity;
    buffer->count--;
    pthread_cond_signal(&buffer->changed);
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}

int buffer_done(struct buffer *buffer)
{
    pthread_mutex_lock(&buffer->lock);
    buffer->producers--;
    if (buffer->producers == 0) {
        pthread_cond_broadcast(&buffer->changed);
    }
    pthread_mutex_unlock(&buffer->lock);
    return 0;
}
