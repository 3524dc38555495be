/*
 * Lesson 19, the program: four threads count the hits on the pages of a site.
 *
 * The pages are known from the start. Every other hit is on the front page,
 * page 0. Meanwhile the table grows, again and again.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "table.h"

enum { COUNTERS = 4, PAGES = 100000, TURNS = 4, GROWTHS = 6 };

static struct table *table;
static atomic_long missed; /* pages not found, though they were in the table */
static pthread_barrier_t start_line;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

/* A change. Other changes may take longer than this one. */
static void add(long *value, void *amount)
{
    *value += *(long *)amount;
}

static void hit(long page)
{
    long hits = 0, one = 1;

    if (table_get(table, page, &hits) != 0) {
        missed++;
    }
    stop_on(table_update(table, page, add, &one), "table_update");
}

static void *counter_main(void *unused)
{
    pthread_barrier_wait(&start_line);
    for (int turn = 0; turn < TURNS; turn++) {
        for (long page = 0; page < PAGES; page++) {
            hit(page);
            hit(0);
        }
    }
    return unused;
}

static void *gardener_main(void *unused)
{
    const struct timespec pause = {.tv_nsec = 10000000};

    pthread_barrier_wait(&start_line);
    for (int i = 0; i < GROWTHS; i++) {
        nanosleep(&pause, NULL);
        stop_on(table_grow(table), "table_grow");
    }
    return unused;
}

static long hits_sum(void)
{
    long sum = 0;

    for (long page = 0; page < PAGES; page++) {
        long hits = 0;
        if (table_get(table, page, &hits) == 0) {
            sum += hits;
        }
    }
    return sum;
}

int main(void)
{
    pthread_t threads[COUNTERS + 1];
    long none = 0;

    stop_on(table_create(&table, 1024), "table_create");
    for (long page = 0; page < PAGES; page++) {
        stop_on(table_update(table, page, add, &none), "table_update");
    }
    stop_on(pthread_barrier_init(&start_line, NULL, COUNTERS + 1),
            "pthread_barrier_init");
    for (int i = 0; i <= COUNTERS; i++) {
        stop_on(pthread_create(&threads[i], NULL,
                               i < COUNTERS ? counter_main : gardener_main,
                               NULL),
                "pthread_create");
    }
    for (int i = 0; i <= COUNTERS; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
    printf("%ld of %ld hits were counted.\n", hits_sum(),
           2L * COUNTERS * PAGES * TURNS);
    printf("%ld times a page was not found, though it was in the table.\n",
           (long)missed);
    stop_on(table_destroy(table), "table_destroy");
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    return EXIT_SUCCESS;
}
