/*
 * Lesson 3, the program: two threads send money back and forth.
 *
 * One pays from a to b, the other from b to a, a million times each, and a
 * third adds up what is on the accounts. The main thread only watches. When
 * nothing has moved for a while it says where everybody stands, and leaves.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "transfer.h"

enum { TURNS = 1000000, BALANCE = 1000, LOOKS = 20 };

static struct account accounts[2];
static atomic_long done[2]; /* transfers that have returned, for each thread */
static atomic_long sums, wrong_sums;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

/* Its argument says which of the two accounts it pays from. */
static void *payer_main(void *arg)
{
    int self = *(int *)arg;

    for (int i = 0; i < TURNS; i++) {
        /* Refusals are no errors here: the account may be empty just now. */
        transfer(&accounts[self], &accounts[1 - self], 10);
        atomic_fetch_add(&done[self], 1);
    }
    return NULL;
}

static void *auditor_main(void *unused)
{
    (void)unused;
    while (done[0] < TURNS || done[1] < TURNS) {
        long sum = 0;
        stop_on(total(accounts, 2, &sum), "total");
        sums++;
        wrong_sums += sum != 2 * BALANCE;
    }
    return NULL;
}

/* Returns when all is done, or when nothing moved in LOOKS looks. */
static void watch(void)
{
    const struct timespec pause = {.tv_nsec = 100000000};
    long last = -1;

    for (int idle = 0; idle < LOOKS;) {
        long now = done[0] + done[1];
        if (now == 2L * TURNS) {
            return;
        }
        idle = now == last ? idle + 1 : 0;
        last = now;
        nanosleep(&pause, NULL);
    }
}

static void report(void)
{
    printf("a to b: %7ld of %d transfers done\n", (long)done[0], TURNS);
    printf("b to a: %7ld of %d transfers done\n", (long)done[1], TURNS);
    printf("%ld of %ld totals were not %d.\n", (long)wrong_sums, (long)sums,
           2 * BALANCE);
}

int main(void)
{
    pthread_t threads[3];
    int self[2] = {0, 1};

    for (int i = 0; i < 2; i++) {
        stop_on(account_init(&accounts[i], BALANCE), "account_init");
    }
    for (int i = 0; i < 2; i++) {
        stop_on(pthread_create(&threads[i], NULL, payer_main, &self[i]),
                "pthread_create");
    }
    stop_on(pthread_create(&threads[2], NULL, auditor_main, NULL),
            "pthread_create");

    watch();
    if (done[0] + done[1] < 2L * TURNS) {
        report();
        printf("Nothing has moved for %d seconds. Leaving.\n", LOOKS / 10);
        exit(EXIT_SUCCESS); /* the others will never return: no join */
    }
    for (int i = 0; i < 3; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
    for (int i = 0; i < 2; i++) {
        stop_on(account_destroy(&accounts[i]), "account_destroy");
    }
    report();
    return EXIT_SUCCESS;
}
