/*
 * Lesson 17, the program: threads draw numbers, and count under two locks.
 *
 * Every number should be drawn once. Under a lock that works, no step of a
 * plain counter gets lost.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atomics.h"

enum { THREADS = 2, NUMBERS = 10000000, TURNS = 200000, STEPS = 50 };

static atomic_uchar drawn[NUMBERS]; /* how often each number was */
static struct spin *spin;
static struct ticket *ticket;
static pthread_barrier_t start_line;
static long under_spin, under_ticket; /* guarded by the one and the other */

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

/* All begin at the same moment, or one would be done before the next is up. */
static void start_together(void)
{
    int error = pthread_barrier_wait(&start_line);

    if (error != PTHREAD_BARRIER_SERIAL_THREAD) {
        stop_on(error, "pthread_barrier_wait");
    }
}

static void *drawer_main(void *unused)
{
    start_together();
    long number = number_take(NUMBERS);

    while (number >= 0) {
        atomic_fetch_add(&drawn[number], 1);
        number = number_take(NUMBERS);
    }
    return unused;
}

/* Counts in single steps, for some time: volatile keeps the compiler from
 * making one addition of it. */
static void count(void *counter)
{
    volatile long *steps = counter;

    for (int i = 0; i < STEPS; i++) {
        ++*steps;
    }
}

static void *spinner_main(void *unused)
{
    start_together();
    for (int i = 0; i < TURNS; i++) {
        spin_run(spin, count, &under_spin);
    }
    return unused;
}

static void *queuer_main(void *unused)
{
    start_together();
    for (int i = 0; i < TURNS; i++) {
        ticket_run(ticket, count, &under_ticket);
    }
    return unused;
}

static void together(void *(*start)(void *))
{
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_create(&threads[i], NULL, start, NULL),
                "pthread_create");
    }
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
}

int main(void)
{
    int twice = 0;

    stop_on(pthread_barrier_init(&start_line, NULL, THREADS),
            "pthread_barrier_init");
    together(drawer_main);
    for (int i = 0; i < NUMBERS; i++) {
        twice += drawn[i] > 1;
    }
    printf("%d numbers, %d of them drawn twice or more\n", NUMBERS, twice);

    stop_on(spin_create(&spin), "spin_create");
    together(spinner_main);
    spin_destroy(spin);
    printf("spin lock:   %ld steps, %ld counted\n",
           (long)THREADS * TURNS * STEPS, under_spin);

    stop_on(ticket_create(&ticket), "ticket_create");
    together(queuer_main);
    ticket_destroy(ticket);
    printf("ticket lock: %ld steps, %ld counted\n",
           (long)THREADS * TURNS * STEPS, under_ticket);
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    return EXIT_SUCCESS;
}
