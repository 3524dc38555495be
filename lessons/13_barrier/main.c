/*
 * Lesson 13, the program: four hikers meet at a hut after each stage.
 *
 * Nobody is to go on before all are there, and one of them writes a line into
 * the book of the hut. The main thread only watches. When nobody has moved for
 * a while it says where each of them is, and leaves.
 */
#include "barrier.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HIKERS = 4, STAGES = 20000, LOOKS = 20 };

static const char *const names[HIKERS] = {"Anna", "Bert", "Carl", "Dora"};
static const int numbers[HIKERS] = {0, 1, 2, 3};
static struct barrier *hut;
static atomic_int stage[HIKERS]; /* how many each of them has walked */
static atomic_int early;         /* how often somebody was left behind */
static atomic_int lines;         /* in the books of the huts */

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *hiker_main(void *arg)
{
    int self = *(const int *)arg;

    for (int i = 1; i <= STAGES; i++) {
        atomic_store(&stage[self], i);
        int told = barrier_wait(hut);
        stop_on(told == BARRIER_SERIAL ? 0 : told, "barrier_wait");
        if (told == BARRIER_SERIAL) {
            atomic_fetch_add(&lines, 1);
        }
        for (int other = 0; other < HIKERS; other++) {
            atomic_fetch_add(&early, atomic_load(&stage[other]) < i);
        }
    }
    return NULL;
}

static int stages_sum(void)
{
    int sum = 0;

    for (int i = 0; i < HIKERS; i++) {
        sum += atomic_load(&stage[i]);
    }
    return sum;
}

/* Returns when all have arrived, or when nobody moved in LOOKS looks. */
static void watch(void)
{
    const struct timespec pause = {.tv_nsec = 100000000};
    int last = -1;

    for (int idle = 0; idle < LOOKS && last < HIKERS * STAGES;) {
        int now = stages_sum();
        idle = now == last ? idle + 1 : 0;
        last = now;
        nanosleep(&pause, NULL);
    }
}

int main(void)
{
    pthread_t hikers[HIKERS];

    stop_on(barrier_create(&hut, HIKERS), "barrier_create");
    for (int i = 0; i < HIKERS; i++) {
        stop_on(
            pthread_create(&hikers[i], NULL, hiker_main, (void *)&numbers[i]),
            "pthread_create");
    }
    watch();
    for (int i = 0; i < HIKERS; i++) {
        printf("%s has walked %d of %d stages.\n", names[i],
               atomic_load(&stage[i]), STAGES);
    }
    printf("%d times somebody went on, and another had not come.\n",
           atomic_load(&early));
    if (stages_sum() < HIKERS * STAGES) {
        printf("Nobody has moved for %d seconds. Leaving.\n", LOOKS / 10);
        exit(EXIT_SUCCESS); /* they will never return: no join */
    }
    for (int i = 0; i < HIKERS; i++) {
        stop_on(pthread_join(hikers[i], NULL), "pthread_join");
    }
    printf("The books of the huts have %d lines.\n", atomic_load(&lines));
    stop_on(barrier_destroy(hut), "barrier_destroy");
    return EXIT_SUCCESS;
}
