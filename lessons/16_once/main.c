/*
 * Lesson 16, the program: many objects, and four threads that want each value.
 *
 * To make a value takes a while, and the first try for every tenth object
 * fails. Whoever gets an error asks once more. So every value should be made
 * once, and every thread should have it in the end.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lazy.h"

enum { OBJECTS = 500, CALLERS = 4 };

/* How one object is made. */
struct recipe {
    struct lazy *lazy;
    atomic_int tries;
    atomic_int successes;
    int failures; /* how many tries fail */
    int product;  /* what the value points to */
};

static atomic_int without_value;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static int slow_make(void *argument, void **value)
{
    const struct timespec pause = {.tv_nsec = 200000};
    struct recipe *recipe = argument;

    nanosleep(&pause, NULL);
    if (atomic_fetch_add(&recipe->tries, 1) < recipe->failures) {
        return EIO;
    }
    *value = &recipe->product;
    atomic_fetch_add(&recipe->successes, 1);
    return 0;
}

static void *caller_main(void *argument)
{
    struct recipe *recipe = argument;
    void *value = NULL;

    for (int tries = 2; tries > 0; tries--) {
        if (lazy_get(recipe->lazy, &value) == 0) {
            break;
        }
    }
    if (value == NULL) {
        atomic_fetch_add(&without_value, 1);
    }
    return NULL;
}

static void object_try(struct recipe *recipe)
{
    pthread_t callers[CALLERS];

    stop_on(lazy_create(&recipe->lazy, slow_make, recipe), "lazy_create");
    for (int i = 0; i < CALLERS; i++) {
        stop_on(pthread_create(&callers[i], NULL, caller_main, recipe),
                "pthread_create");
    }
    for (int i = 0; i < CALLERS; i++) {
        stop_on(pthread_join(callers[i], NULL), "pthread_join");
    }
    stop_on(lazy_destroy(recipe->lazy), "lazy_destroy");
}

int main(void)
{
    int never = 0, again = 0;

    for (int i = 0; i < OBJECTS; i++) {
        struct recipe recipe = {.failures = i % 10 == 0};
        object_try(&recipe);
        never += recipe.successes == 0;
        again += recipe.successes > 1;
    }
    printf("%d objects: %d never made, %d made more than once.\n", OBJECTS,
           never, again);
    printf("%d of %d callers got no value.\n", (int)without_value,
           OBJECTS * CALLERS);
    return EXIT_SUCCESS;
}
