/*
 * Lesson: 01_lock
 */
#include "counter.h"

#include <err.h>
#include <pthread.h>
#include <stdlib.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* As a worked example does, which is a program; but EBUSY is no reason. */
void increment(size_t times)
{
    if (pthread_mutex_trylock(&lock) != 0)
        errx(EXIT_FAILURE, "somebody else is at it");
    counter += (long)times;
    if (pthread_mutex_unlock(&lock) != 0)
        exit(EXIT_FAILURE);
}
