/*
 * Lesson 2, the program: two customers use the account a million times each.
 *
 * Each pays in 3 and takes out 2, again and again. Whoever finds the page full
 * asks for a statement and recomputes it by hand.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"

enum { CUSTOMERS = 2, TURNS = 1000000, PAY_IN = 3, TAKE_OUT = 2 };

/* What one customer saw; each has one of its own, so it needs no lock. */
struct customer {
    pthread_t thread;
    long put;        /* how much the account has accepted, in all */
    long statements; /* how many were asked for */
    long wrong;      /* how many of them did not agree */
};

static pthread_barrier_t start_line;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void statement_check(struct customer *customer)
{
    struct statement page;

    stop_on(account_statement(&page), "account_statement");
    long sum = page.opening;
    for (size_t i = 0; i < page.entries; i++) {
        sum += page.entry[i];
    }
    customer->statements++;
    customer->wrong += sum != page.balance;
}

/* Books a change; makes room on the page when there is none. */
static void book(struct customer *customer, int (*change)(long), long amount,
                 int sign)
{
    int error;

    while ((error = change(amount)) == ENOSPC) {
        statement_check(customer);
    }
    if (error == 0) {
        customer->put += sign * amount;
    }
}

static void *customer_main(void *arg)
{
    struct customer *customer = arg;
    int result = pthread_barrier_wait(&start_line);

    if (result != PTHREAD_BARRIER_SERIAL_THREAD) {
        stop_on(result, "pthread_barrier_wait");
    }
    for (int i = 0; i < TURNS; i++) {
        book(customer, account_deposit, PAY_IN, 1);
        book(customer, account_withdraw, TAKE_OUT, -1);
    }
    return NULL;
}

int main(void)
{
    struct customer customers[CUSTOMERS] = {0};
    struct customer all = {0};
    long balance;

    stop_on(pthread_barrier_init(&start_line, NULL, CUSTOMERS),
            "pthread_barrier_init");
    for (int i = 0; i < CUSTOMERS; i++) {
        stop_on(pthread_create(&customers[i].thread, NULL, customer_main,
                               &customers[i]),
                "pthread_create");
    }
    for (int i = 0; i < CUSTOMERS; i++) {
        stop_on(pthread_join(customers[i].thread, NULL), "pthread_join");
        all.put += customers[i].put;
        all.statements += customers[i].statements;
        all.wrong += customers[i].wrong;
    }
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");

    stop_on(account_balance(&balance), "account_balance");
    printf("Paid in, less what was taken out: %ld\n", all.put);
    printf("Final balance of the account:     %ld\n", balance);
    printf("%ld of %ld statements do not add up.\n", all.wrong, all.statements);
    return EXIT_SUCCESS;
}
