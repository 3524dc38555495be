/*
 * Lesson 1, the program: two threads, one counter, a million increments each.
 *
 * `make run L=01` builds it with your counter.c and nothing else, so you see
 * what any user of your code would see. It does the same thing again until an
 * increment gets lost or two seconds have passed, because a race may well spare
 * one run, or nine.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "counter.h"

enum { SECONDS = 2, THREADS = 2, INCREMENTS = 1000000 };

/* Where the threads of a run wait for each other. Without it the first might
 * be done before the second has been created. */
static pthread_barrier_t start_line;

/* The pthread calls return their error; errno has no part in it. */
static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *thread_main(void *unused)
{
    (void)unused;
    int result = pthread_barrier_wait(&start_line);
    if (result != PTHREAD_BARRIER_SERIAL_THREAD) {
        stop_on(result, "pthread_barrier_wait");
    }
    increment(INCREMENTS);
    return NULL;
}

/* Start both threads, wait for both. */
static void run(void)
{
    pthread_t threads[THREADS];

    counter = 0;
    for (int i = 0; i < THREADS; i++) {
        int error = pthread_create(&threads[i], NULL, thread_main, NULL);
        stop_on(error, "pthread_create");
    }
    for (int i = 0; i < THREADS; i++) {
        int error = pthread_join(threads[i], NULL);
        stop_on(error, "pthread_join");
    }
}

int main(void)
{
    const long expected = (long)THREADS * INCREMENTS;
    const time_t end = time(NULL) + SECONDS;
    int runs = 0;

    stop_on(pthread_barrier_init(&start_line, NULL, THREADS),
            "pthread_barrier_init");
    do {
        run();
        runs++;
    } while (counter == expected && time(NULL) < end);
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");

    printf("Final value of counter: %ld\n", counter);
    printf("Run %d: %ld of %ld increments were lost.\n", runs,
           expected - counter, expected);
    return EXIT_SUCCESS;
}
