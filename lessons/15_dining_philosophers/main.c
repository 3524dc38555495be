/*
 * Lesson 15, the program: five philosophers at a table.
 *
 * Each of them wants to eat two thousand times, and takes his time. The main
 * thread only watches. When nobody has eaten for a while it says how far they
 * came.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "table.h"

enum { SEATS = 5, MEALS = 2000, LOOKS = 15 };

static struct table *table;
static atomic_long eaten[SEATS]; /* meals that have ended, for each seat */
static int used[SEATS]; /* how often, for each fork; who has the fork counts */

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

/* One meal; its argument says on which seat. */
static int eat(void *arg)
{
    const struct timespec time = {.tv_nsec = 20000};
    size_t seat = *(size_t *)arg;

    nanosleep(&time, NULL);
    used[seat]++;
    used[(seat + 1) % SEATS]++;
    return 0;
}

static void *philosopher_main(void *arg)
{
    size_t seat = *(size_t *)arg;

    for (int i = 0; i < MEALS; i++) {
        stop_on(table_eat(table, seat, eat, arg), "table_eat");
        eaten[seat]++;
    }
    return NULL;
}

static long meals(void)
{
    long sum = 0;

    for (int i = 0; i < SEATS; i++) {
        sum += eaten[i];
    }
    return sum;
}

/* Returns when all is done, or when nobody ate in LOOKS looks. */
static void watch(void)
{
    const struct timespec pause = {.tv_nsec = 100000000};
    long last = -1;

    for (int idle = 0; idle < LOOKS && last < (long)SEATS * MEALS;) {
        long now = meals();
        idle = now == last ? idle + 1 : 0;
        last = now;
        nanosleep(&pause, NULL);
    }
}

int main(void)
{
    pthread_t threads[SEATS];
    size_t seats[SEATS];

    stop_on(table_create(&table, SEATS), "table_create");
    for (size_t i = 0; i < SEATS; i++) {
        seats[i] = i;
        stop_on(pthread_create(&threads[i], NULL, philosopher_main, &seats[i]),
                "pthread_create");
    }
    watch();
    for (int i = 0; i < SEATS; i++) {
        printf("philosopher %d has eaten %4ld of %d times\n", i, (long)eaten[i],
               MEALS);
    }
    if (meals() < (long)SEATS * MEALS) {
        printf("Nobody eats any more. Leaving.\n");
        exit(EXIT_SUCCESS); /* the others will never return: no join */
    }
    for (int i = 0; i < SEATS; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
        printf("fork %d was used %4d times\n", i, used[i]);
    }
    stop_on(table_destroy(table), "table_destroy");
    return EXIT_SUCCESS;
}
