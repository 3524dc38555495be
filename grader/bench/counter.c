/*
 * The two-thread counter, the program that every controlled scheduler is
 * measured with: as a trial, so that both engines can run it.
 */
#include <pthread.h>

#include "trial/trial.h"

enum { TIMES = 2 };

static long counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *count(void *unused)
{
    for (int i = 0; i < TIMES; i++)
        counter = counter + 1;
    return unused;
}

static void *count_locked(void *unused)
{
    for (int i = 0; i < TIMES; i++) {
        pthread_mutex_lock(&lock);
        counter = counter + 1;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void count_twice(void *(*start)(void *))
{
    pthread_t first, second;

    counter = 0;
    pthread_create(&first, NULL, start, NULL);
    pthread_create(&second, NULL, start, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    trial_expect(counter == 2 * TIMES, "the counter is %ld", counter);
}

TRIAL(racy, "two threads count without a lock")
{
    count_twice(count);
}

TRIAL(locked, "two threads count under a lock")
{
    count_twice(count_locked);
}
