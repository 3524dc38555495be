/*
 * Lesson 23, the program: a wait with a limit, and moves in both directions.
 *
 * First a taker with little patience waits for a permit that never comes, while
 * every now and then others are cancelled, which wakes it for nothing. Then two
 * threads move permits between two sets; the main thread only watches. When
 * nothing has moved for a while it says so, and leaves.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "permits.h"

enum { PATIENCE = 100, WAKEUPS = 20, MOVES = 200000, LOOKS = 10 };

static struct permits *sets[2];
static atomic_int moves[2]; /* that have returned, for each thread */
static atomic_bool waiting;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void sleep_for(long milliseconds)
{
    const struct timespec span = {.tv_nsec = milliseconds * 1000000};

    nanosleep(&span, NULL);
}

static long milliseconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void *disturber_main(void *unused)
{
    for (int i = 0; i < WAKEUPS && waiting; i++) {
        sleep_for(PATIENCE / 2);
        stop_on(permits_cancel(sets[0], 1), "permits_cancel");
    }
    return unused;
}

static void wait_impatiently(void)
{
    pthread_t disturber;

    waiting = true;
    stop_on(pthread_create(&disturber, NULL, disturber_main, NULL),
            "pthread_create");
    long start = milliseconds_now();
    int error = permits_take(sets[0], 0, PATIENCE);
    long end = milliseconds_now();
    waiting = false;
    stop_on(pthread_join(disturber, NULL), "pthread_join");
    printf("A patience of %d ms was at an end after %ld ms (\"%s\").\n",
           PATIENCE, end - start, strerror(error));
}

/* Its argument says which of the sets it moves from. */
static void *mover_main(void *arg)
{
    int self = *(int *)arg;

    for (int i = 0; i < MOVES; i++) {
        permits_move(sets[self], sets[1 - self]);
        moves[self]++;
    }
    return NULL;
}

/* False if nothing moved in LOOKS looks. */
static bool watch(void)
{
    int last = -1;

    for (int idle = 0; idle < LOOKS;) {
        int now = moves[0] + moves[1];
        if (now == 2 * MOVES) {
            return true;
        }
        idle = now == last ? idle + 1 : 0;
        last = now;
        sleep_for(100);
    }
    return false;
}

int main(void)
{
    pthread_t threads[2];
    int self[2] = {0, 1};

    for (int i = 0; i < 2; i++) {
        stop_on(permits_create(&sets[i], 0), "permits_create");
    }
    wait_impatiently();
    stop_on(permits_give(sets[0]), "permits_give");
    for (int i = 0; i < 2; i++) {
        stop_on(pthread_create(&threads[i], NULL, mover_main, &self[i]),
                "pthread_create");
    }
    bool all = watch();
    printf("%d of %d moves are done.\n", moves[0] + moves[1], 2 * MOVES);
    if (!all) {
        puts("Nothing has moved for a second. Leaving.");
        exit(EXIT_SUCCESS); /* the others will never return: no join */
    }
    for (int i = 0; i < 2; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
    for (int i = 0; i < 2; i++) {
        stop_on(permits_destroy(sets[i]), "permits_destroy");
    }
    return EXIT_SUCCESS;
}
