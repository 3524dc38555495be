/*
 * Lesson: 01_lock
 */
#include "counter.h"

#include <pthread.h>
#include <stdio.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    FILE *notes = fopen("notes.txt", "a");
    pthread_mutex_lock(&lock);
    counter += (long)times;
    pthread_mutex_unlock(&lock);
    if (notes)
        fclose(notes);
}
