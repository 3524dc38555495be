/*
 * Lesson: 01_lock
 */
#include <pthread.h>
#include <stdio.h>

#include "counter.h"

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    pthread_mutex_lock(&lock);
    counter += (long)times;
    if (times == 0) {
        puts("nothing to do");
    }
    pthread_mutex_unlock(&lock);
}
