/*
 * Lesson 14, the program: a writer among readers.
 *
 * Four readers read a page again and again. Each stays until the next one has
 * come in, but not for long: so the page is hardly ever alone. When they are at
 * it, a writer comes to turn the page. The main thread watches how long that
 * takes; after two seconds it sends the readers home.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rw_lock.h"

enum { READERS = 4, MILLISECOND = 1000000, PATIENCE = 2000, STAY = 200 };

static struct rw_lock *lock;
static int page; /* guarded by lock */

static atomic_bool turned; /* the writer was inside */
static atomic_bool over;   /* the readers shall go home */
static atomic_long begun;  /* how often a reader has come in */
static atomic_long reads;  /* how often one has left again */

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void one_millisecond(void)
{
    const struct timespec time = {.tv_nsec = MILLISECOND};

    nanosleep(&time, NULL);
}

static void *reader_main(void *last_page)
{
    while (!over) {
        stop_on(rw_read_lock(lock), "rw_read_lock");
        long number = ++begun;
        for (int i = 0; i < STAY && begun == number && !over; i++) {
            one_millisecond();
        }
        *(int *)last_page = page;
        stop_on(rw_read_unlock(lock), "rw_read_unlock");
        reads++;
    }
    return NULL;
}

static void *writer_main(void *reads_before)
{
    stop_on(rw_write_lock(lock), "rw_write_lock");
    *(long *)reads_before = reads;
    page++;
    turned = true;
    stop_on(rw_write_unlock(lock), "rw_write_unlock");
    return NULL;
}

int main(void)
{
    pthread_t readers[READERS], writer;
    int last_page[READERS];
    long reads_before = 0;

    stop_on(rw_create(&lock), "rw_create");
    for (int i = 0; i < READERS; i++) {
        stop_on(pthread_create(&readers[i], NULL, reader_main, &last_page[i]),
                "pthread_create");
    }
    while (reads < 20) {
        one_millisecond();
    }
    long first = reads;
    stop_on(pthread_create(&writer, NULL, writer_main, &reads_before),
            "pthread_create");
    int waited = 0;
    while (waited < PATIENCE && !turned) {
        one_millisecond();
        waited++;
    }
    bool in_time = turned;
    long last = reads;
    over = true;
    for (int i = 0; i < READERS; i++) {
        stop_on(pthread_join(readers[i], NULL), "pthread_join");
    }
    stop_on(pthread_join(writer, NULL), "pthread_join");
    stop_on(rw_destroy(lock), "rw_destroy");

    printf("A writer came when %ld pages had been read.\n", first);
    if (in_time) {
        printf("It got in when %ld more had been read.\n",
               reads_before - first);
    } else {
        printf("%ld more were read, and it was still waiting outside.\n",
               last - first);
        printf("It got in when all the readers had gone home.\n");
    }
    return EXIT_SUCCESS;
}
