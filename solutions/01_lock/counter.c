/*
 * Lesson 1, a solution: every increment happens under one lock.
 *
 * Invariant: whoever touches `counter` while threads run holds `counter_lock`.
 */
#include "counter.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

long counter = 0;

/* Guards counter. There is one for the whole program, not one for each call:
 * threads that take different locks don't wait for each other. */
static pthread_mutex_t counter_lock = PTHREAD_MUTEX_INITIALIZER;

/* increment() has no way to report an error, and to go on without the lock
 * would break its promise. */
static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        abort();
    }
}

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        stop_on(pthread_mutex_lock(&counter_lock), "pthread_mutex_lock");
        counter++;
        stop_on(pthread_mutex_unlock(&counter_lock), "pthread_mutex_unlock");
    }
}
