/*
 * Lesson: 01_lock
 */
#include <pthread.h>
#include <stdbool.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t idle = PTHREAD_COND_INITIALIZER;
static bool busy;

void increment(size_t times)
{
    pthread_mutex_lock(&lock);
    while (busy) {
        pthread_cond_wait(&idle, &lock);
    }
    busy = true;
    pthread_mutex_unlock(&lock);

    counter += (long)times;

    pthread_mutex_lock(&lock);
    busy = false;
    pthread_mutex_unlock(&lock);
}
