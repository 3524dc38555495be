/*
 * Lesson: 01_lock
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static int calls;

void increment(size_t times)
{
    pthread_mutex_lock(&first);
    int even = calls++ % 2 == 0;
    pthread_mutex_unlock(&first);

    pthread_mutex_lock(even ? &first : &second);
    pthread_mutex_lock(even ? &second : &first);
    counter += (long)times;
    pthread_mutex_unlock(even ? &second : &first);
    pthread_mutex_unlock(even ? &first : &second);
}
