/*
 * Lesson 21, the program: values go round, and a job is done twice.
 *
 * First four threads take values off a stack and put them back. Then one
 * thread takes a job off another stack, if it is not too long. While it thinks
 * about it, somebody else does the job and puts a new one there.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stack.h"

enum { THREADS = 4, VALUES = 100, TURNS = 500000, JOBS = 4 };

static struct stack *stack;
static pthread_barrier_t start_line;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *go_round(void *unused)
{
    pthread_barrier_wait(&start_line);
    for (int i = 0; i < TURNS; i++) {
        long value = 0;
        if (stack_pop(stack, &value) == 0) {
            /* What was taken off leaves room; if not, it is a loss, too. */
            (void)stack_push(stack, value);
        }
    }
    return unused;
}

/* A stack that is no longer one may never be empty: so not more than this. */
static void values_count(int times[VALUES])
{
    long value = 0;

    for (int i = 0; i < 10 * VALUES && stack_pop(stack, &value) == 0; i++) {
        times[value]++;
    }
}

static void values_go_round(void)
{
    pthread_t threads[THREADS];
    int times[VALUES] = {0}, lost = 0, copied = 0;

    stop_on(stack_create(&stack, VALUES), "stack_create");
    for (long value = 0; value < VALUES; value++) {
        stop_on(stack_push(stack, value), "stack_push");
    }
    stop_on(pthread_barrier_init(&start_line, NULL, THREADS),
            "pthread_barrier_init");
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_create(&threads[i], NULL, go_round, NULL),
                "pthread_create");
    }
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
    stop_on(pthread_barrier_destroy(&start_line), "pthread_barrier_destroy");
    values_count(times);
    for (int i = 0; i < VALUES; i++) {
        lost += times[i] == 0;
        copied += times[i] > 1;
    }
    printf("Of %d values %d were lost, and %d came out more than once.\n",
           VALUES, lost, copied);
    stop_on(stack_destroy(stack), "stack_destroy");
}

static int done[JOBS + 1]; /* how often each job was done */

static void job_do(void)
{
    long job = 0;

    if (stack_pop(stack, &job) == 0) {
        done[job]++;
    }
}

/* Short jobs only. The first time, somebody does the job meanwhile. */
static bool is_short(long job, void *calls)
{
    if (++*(int *)calls == 1) {
        job_do();
        stop_on(stack_push(stack, JOBS), "stack_push");
    }
    return job < JOBS;
}

static void jobs_are_done(void)
{
    long job = 0;
    int calls = 0;

    stop_on(stack_create(&stack, JOBS), "stack_create");
    for (job = 1; job < JOBS; job++) {
        stop_on(stack_push(stack, job), "stack_push");
    }
    if (stack_pop_if(stack, is_short, &calls, &job) == 0) {
        done[job]++;
    }
    for (int i = 0; i < JOBS; i++) {
        job_do();
    }
    for (int i = 1; i <= JOBS; i++) {
        printf("Job %d was done %d times.\n", i, done[i]);
    }
    stop_on(stack_destroy(stack), "stack_destroy");
}

int main(void)
{
    values_go_round();
    jobs_are_done();
    return EXIT_SUCCESS;
}
