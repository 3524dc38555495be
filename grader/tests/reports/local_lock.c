/*
 * Lesson: 01_lock
 *
 * A lock in the function: each call has one of its own.
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
}
