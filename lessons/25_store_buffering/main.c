/*
 * Lesson 25, the program: from both sides of a bridge somebody tries to cross
 * it, again and again.
 *
 * Whoever is on the bridge looks whether the other one is there, too.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry.h"

enum { TRIES = 5000000 };

static pthread_barrier_t start_line;
static atomic_int on_it = 0; /* how many are on the bridge */

/* One at each end. */
struct driver {
    int side;
    long crossed, met; /* read when it is joined */
};

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *driver_main(void *argument)
{
    struct driver *self = argument;
    int error = pthread_barrier_wait(&start_line);

    if (error != PTHREAD_BARRIER_SERIAL_THREAD) {
        stop_on(error, "pthread_barrier_wait");
    }
    for (int i = 0; i < TRIES; i++) {
        if (entry_try(self->side) > 0) {
            self->crossed++;
            self->met += atomic_fetch_add(&on_it, 1) != 0;
            atomic_fetch_sub(&on_it, 1);
            entry_leave(self->side);
        }
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    struct driver drivers[2] = {{.side = 0}, {.side = 1}};

    stop_on(pthread_barrier_init(&start_line, NULL, 2), "pthread_barrier_init");
    for (int i = 0; i < 2; i++) {
        stop_on(pthread_create(&threads[i], NULL, driver_main, &drivers[i]),
                "pthread_create");
    }
    for (int i = 0; i < 2; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
        printf("From side %d: %d tries, %ld of them crossed the bridge\n", i,
               TRIES, drivers[i].crossed);
    }
    printf("They met on the bridge %ld times.\n",
           drivers[0].met + drivers[1].met);
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    return EXIT_SUCCESS;
}
