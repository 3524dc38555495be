/*
 * Lesson 8, the program: a clerk at work on a ledger.
 *
 * The clerk carries out one order after the other, in a thread of its own. The
 * main thread only watches: when an order has not been answered for a while,
 * it says so and leaves.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ledger.h"

enum { LOOKS = 10 };

static struct ledger *ledger;
static atomic_int answered; /* how many orders have been */
static atomic_bool done;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void answer(const char *order, int error)
{
    printf("%s: %s\n", order, error == 0 ? "done" : strerror(error));
    answered++;
}

static void *clerk_main(void *unused)
{
    long balance = 0;

    answer("post 100 to account 0", ledger_post(ledger, 0, 100));
    answer("look at account 0", ledger_balance(ledger, 0, &balance));
    answer("end what was never begun", ledger_end(ledger));
    answer("move 30 from account 0 to 1", ledger_transfer(ledger, 0, 1, 30));
    answer("begin", ledger_begin(ledger));
    answer("move 80 from account 0 to 1", ledger_transfer(ledger, 0, 1, 80));
    answer("look at account 1", ledger_balance(ledger, 1, &balance));
    answer("end", ledger_end(ledger));
    printf("There are %ld on account 1.\n", balance);
    done = true;
    return unused;
}

/* Returns when the clerk is done, or when nothing happened in LOOKS looks. */
static void watch(void)
{
    const struct timespec pause = {.tv_nsec = 100000000};
    int last = -1;

    for (int idle = 0; idle < LOOKS && !done; nanosleep(&pause, NULL)) {
        int now = answered;
        idle = now == last ? idle + 1 : 0;
        last = now;
    }
}

int main(void)
{
    pthread_t clerk;

    stop_on(ledger_create(&ledger), "ledger_create");
    stop_on(pthread_create(&clerk, NULL, clerk_main, NULL), "pthread_create");
    watch();
    if (!done) {
        printf("No answer to the next order for %d second. Leaving.\n",
               LOOKS / 10);
        exit(EXIT_SUCCESS); /* the clerk will never return: no join */
    }
    stop_on(pthread_join(clerk, NULL), "pthread_join");
    stop_on(ledger_destroy(ledger), "ledger_destroy");
    return EXIT_SUCCESS;
}
