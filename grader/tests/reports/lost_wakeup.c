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

static bool is_busy(void)
{
    pthread_mutex_lock(&lock);
    bool was = busy;
    busy = true;
    pthread_mutex_unlock(&lock);
    return was;
}

void increment(size_t times)
{
    while (is_busy()) {
        pthread_mutex_lock(&lock);
        pthread_cond_wait(&idle, &lock);
        pthread_mutex_unlock(&lock);
    }
    counter += (long)times;
    pthread_mutex_lock(&lock);
    busy = false;
    pthread_cond_signal(&idle);
    pthread_mutex_unlock(&lock);
}
