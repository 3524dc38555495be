/*
 * Lesson 5, the program: what threads do to a warehouse.
 *
 * First two packers push parcels, and when they are done the main thread alone
 * counts what is there. Then two sellers take pieces off the shelf, one at a
 * time, while a supplier puts new ones on it; a seller who has taken one looks
 * at the level.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "warehouse.h"

enum { PARCELS = 500000, PIECES = 500000, SELLERS = 2 };

static pthread_barrier_t start_line;
static atomic_bool sold_out; /* no more pieces will come */

/* What one seller saw; each has one of its own, so it needs no lock. */
struct seller {
    pthread_t thread;
    long sold;
    long below_zero; /* how often the level was */
};

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void meet(void)
{
    int result = pthread_barrier_wait(&start_line);

    if (result != PTHREAD_BARRIER_SERIAL_THREAD) {
        stop_on(result, "pthread_barrier_wait");
    }
}

static void *packer_main(void *unused)
{
    meet();
    for (long i = 0; i < PARCELS; i++) {
        stop_on(parcel_push(i), "parcel_push");
    }
    return unused;
}

static void pack(void)
{
    pthread_t packers[2];
    long parcel = 0, found = 0;

    stop_on(pthread_barrier_init(&start_line, NULL, 2), "pthread_barrier_init");
    for (int i = 0; i < 2; i++) {
        stop_on(pthread_create(&packers[i], NULL, packer_main, NULL),
                "pthread_create");
    }
    for (int i = 0; i < 2; i++) {
        stop_on(pthread_join(packers[i], NULL), "pthread_join");
    }
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    while (parcel_pop(&parcel) == 0) {
        found++;
    }
    printf("%ld of %d parcels are on the stack.\n", found, 2 * PARCELS);
}

static void *seller_main(void *arg)
{
    struct seller *seller = arg;
    long level = 0;

    meet();
    /* Asked before the attempt: what came last must not be left lying. */
    for (bool last = false; !last;) {
        last = sold_out;
        while (stock_take(1) == 0) {
            seller->sold++;
            stop_on(stock_level(&level), "stock_level");
            seller->below_zero += level < 0;
        }
    }
    return NULL;
}

static void *supplier_main(void *unused)
{
    meet();
    for (long added = 0; added < PIECES;) {
        int error = stock_add(1);
        if (error == 0) {
            added++;
        } else if (error != ENOSPC) {
            stop_on(error, "stock_add");
        }
    }
    sold_out = true;
    return unused;
}

static void sell(void)
{
    struct seller sellers[SELLERS] = {0};
    pthread_t supplier;
    long sold = 0, below_zero = 0;

    stop_on(pthread_barrier_init(&start_line, NULL, SELLERS + 1),
            "pthread_barrier_init");
    stop_on(pthread_create(&supplier, NULL, supplier_main, NULL),
            "pthread_create");
    for (int i = 0; i < SELLERS; i++) {
        stop_on(
            pthread_create(&sellers[i].thread, NULL, seller_main, &sellers[i]),
            "pthread_create");
    }
    stop_on(pthread_join(supplier, NULL), "pthread_join");
    for (int i = 0; i < SELLERS; i++) {
        stop_on(pthread_join(sellers[i].thread, NULL), "pthread_join");
        sold += sellers[i].sold;
        below_zero += sellers[i].below_zero;
    }
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    printf("%ld of %d pieces were sold.\n", sold, PIECES);
    printf("%ld times the level was below 0.\n", below_zero);
}

int main(void)
{
    pack();
    sell();
    return EXIT_SUCCESS;
}
