/*
 * Lesson 20, the program: six clerks walk through the same price lists.
 *
 * Three of them add 1 to every price, three double every price. At first all
 * prices of a list are equal. In which order the clerks come is open, but it
 * should be the same for all prices of a list; so they should end up equal.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"

enum { CLERKS = 6, LISTS = 50, PRICES = 200, PRICE = 10 };

static struct list *lists[LISTS];
static pthread_barrier_t start_line;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

/* To look a price up takes a while; others have their turn meanwhile. */
static void add(long key, long *price, void *unused)
{
    (void)key;
    (void)unused;
    sched_yield();
    *price += 1;
}

static void multiply(long key, long *price, void *unused)
{
    (void)key;
    (void)unused;
    sched_yield();
    *price *= 2;
}

/* Takes the lists one by one, and begins each together with the others. */
static void walk(void (*visit)(long key, long *price, void *arg))
{
    for (int i = 0; i < LISTS; i++) {
        pthread_barrier_wait(&start_line);
        stop_on(list_visit(lists[i], visit, NULL), "list_visit");
    }
}

static void *adder_main(void *unused)
{
    walk(add);
    return unused;
}

static void *doubler_main(void *unused)
{
    walk(multiply);
    return unused;
}

/* The lowest and the highest price of a list. */
struct range {
    long lowest;
    long highest;
};

static void range_add(long key, long *price, void *arg)
{
    struct range *range = arg;

    (void)key;
    if (range->lowest == 0 || *price < range->lowest) {
        range->lowest = *price;
    }
    if (*price > range->highest) {
        range->highest = *price;
    }
}

static void lists_make(void)
{
    for (int i = 0; i < LISTS; i++) {
        stop_on(list_create(&lists[i]), "list_create");
        for (long key = PRICES; key > 0; key--) {
            stop_on(list_insert(lists[i], key, PRICE), "list_insert");
        }
    }
}

int main(void)
{
    pthread_t clerks[CLERKS];
    struct range example = {0, 0};
    int unequal = 0;

    lists_make();
    stop_on(pthread_barrier_init(&start_line, NULL, CLERKS),
            "pthread_barrier_init");
    for (int i = 0; i < CLERKS; i++) {
        stop_on(pthread_create(&clerks[i], NULL,
                               i % 2 == 0 ? adder_main : doubler_main, NULL),
                "pthread_create");
    }
    for (int i = 0; i < CLERKS; i++) {
        stop_on(pthread_join(clerks[i], NULL), "pthread_join");
    }
    for (int i = 0; i < LISTS; i++) {
        struct range range = {0, 0};
        stop_on(list_visit(lists[i], range_add, &range), "list_visit");
        if (range.lowest != range.highest) {
            unequal++;
            example = range;
        }
        stop_on(list_destroy(lists[i]), "list_destroy");
    }
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    printf("In %d of %d lists the prices are no longer equal.\n", unequal,
           LISTS);
    printf("In one of them they are between %ld and %ld.\n", example.lowest,
           example.highest);
    return EXIT_SUCCESS;
}
