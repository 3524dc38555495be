/*
 * Lesson 6, the program: five threads take a number each from one counter.
 *
 * Then it does the same with many crews, and at last two threads take numbers
 * as fast as they can. The numbers that everybody was given are put together
 * when all is done.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"

enum { CREW = 5, CREWS = 400, THREADS = 2, TAKEN = 1000000 };

/* Not on the stack: who knows when the last thread of a crew is done? */
static long crews[CREWS][CREW];
static long taken[THREADS * TAKEN];
static pthread_barrier_t start_line;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void one_crew(void)
{
    static long numbers[CREW];
    long value = 0;

    stop_on(crew_run(CREW, numbers), "crew_run");
    stop_on(counter_value(&value), "counter_value");
    printf("The crew was given the numbers");
    for (int i = 0; i < CREW; i++) {
        printf(" %ld", numbers[i]);
    }
    printf(".\nFinal counter value: %ld\n", value);
}

/* Counts the crews that come back although somebody has no number yet. */
static void many_crews(void)
{
    int incomplete = 0;

    for (int i = 0; i < CREWS; i++) {
        stop_on(crew_run(CREW, crews[i]), "crew_run");
        int missing = 0;
        for (int j = 0; j < CREW; j++) {
            missing += crews[i][j] == 0;
        }
        incomplete += missing > 0;
    }
    printf("%d of %d crews came back incomplete.\n", incomplete, CREWS);
}

static void *taker_main(void *arg)
{
    long *numbers = arg;
    int result = pthread_barrier_wait(&start_line);

    if (result != PTHREAD_BARRIER_SERIAL_THREAD) {
        stop_on(result, "pthread_barrier_wait");
    }
    for (int i = 0; i < TAKEN; i++) {
        stop_on(increment_counter(&numbers[i]), "increment_counter");
    }
    return NULL;
}

static int number_compare(const void *a, const void *b)
{
    long first = *(const long *)a, second = *(const long *)b;

    return (first > second) - (first < second);
}

static void many_numbers(void)
{
    pthread_t threads[THREADS];
    int twice = 0;

    stop_on(pthread_barrier_init(&start_line, NULL, THREADS),
            "pthread_barrier_init");
    for (int i = 0; i < THREADS; i++) {
        stop_on(
            pthread_create(&threads[i], NULL, taker_main, &taken[i * TAKEN]),
            "pthread_create");
    }
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    qsort(taken, (size_t)THREADS * TAKEN, sizeof taken[0], number_compare);
    for (int i = 1; i < THREADS * TAKEN; i++) {
        twice += taken[i] == taken[i - 1];
    }
    printf("Of %d numbers %d were given to somebody else, too.\n",
           THREADS * TAKEN, twice);
}

int main(void)
{
    one_crew();
    many_crews();
    many_numbers();
    return EXIT_SUCCESS;
}
