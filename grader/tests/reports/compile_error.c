/*
 * Lesson: 01_lock
 */
#include <pthread.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&look);
    }
}
