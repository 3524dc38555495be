/*
 * Lesson: 01_lock
 */
#include "counter.h"

#include <pthread.h>
#include <stdlib.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* As a worked example does, which is a program. */
static void stop_on(int error)
{
    if (error != 0)
        exit(EXIT_FAILURE);
}

void increment(size_t times)
{
    stop_on(pthread_mutex_lock(&lock));
    counter += (long)times;
    stop_on(pthread_mutex_unlock(&lock));
}
