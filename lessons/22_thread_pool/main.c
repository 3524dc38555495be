/*
 * Lesson 22, the program: a few tasks for three workers.
 *
 * Each task takes a moment and then counts itself. After the drain, and again
 * after the destroy, the program counts what was promised to be done.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pool.h"

enum { WORKERS = 3, TASKS = 10 };

static atomic_int done;
static struct future *futures[2 * TASKS];

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *work(void *unused)
{
    const struct timespec moment = {.tv_nsec = 10000000};

    nanosleep(&moment, NULL);
    atomic_fetch_add(&done, 1);
    return unused;
}

static void submit_all(struct pool *pool, struct future *into[])
{
    for (int i = 0; i < TASKS; i++) {
        stop_on(pool_submit(pool, work, NULL, &into[i]), "pool_submit");
    }
}

int main(void)
{
    struct pool *pool = NULL;
    struct future *late = NULL;

    stop_on(pool_create(&pool, WORKERS), "pool_create");
    submit_all(pool, futures);
    stop_on(pool_drain(pool), "pool_drain");
    printf("After the drain:   %d of %d tasks are done.\n", (int)done, TASKS);

    submit_all(pool, futures + TASKS);
    stop_on(pool_stop(pool), "pool_stop");
    int error = pool_submit(pool, work, NULL, &late);
    printf("After the stop:    a submit says \"%s\".\n", strerror(error));

    stop_on(pool_destroy(pool), "pool_destroy");
    int all = 2 * TASKS + (error == 0);
    printf("After the destroy: %d of %d tasks are done.\n", (int)done, all);
    if (done < all) {
        puts("Nobody is left to run the others. Leaving.");
        fflush(stdout);
        _Exit(EXIT_SUCCESS); /* workers may still be about: don't clean up */
    }
    for (int i = 0; i < 2 * TASKS; i++) {
        stop_on(future_destroy(futures[i]), "future_destroy");
    }
    if (late != NULL) {
        stop_on(future_destroy(late), "future_destroy");
    }
    return EXIT_SUCCESS;
}
