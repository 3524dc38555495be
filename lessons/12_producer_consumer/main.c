/*
 * Lesson 12, the program: two producers, three consumers, room for four items.
 *
 * The main thread only watches. When nothing has moved for a while it says how
 * far they came, and leaves.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buffer.h"

enum { PRODUCERS = 2, CONSUMERS = 3, THREADS = PRODUCERS + CONSUMERS };
enum { EACH = 10000, ALL = PRODUCERS * EACH, CAPACITY = 4, LOOKS = 20 };

static struct buffer *buffer;
static atomic_int arrived, home;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *producer_main(void *unused)
{
    for (int i = 0; i < EACH; i++) {
        stop_on(buffer_put(buffer, i), "buffer_put");
    }
    stop_on(buffer_done(buffer), "buffer_done");
    return unused;
}

static void *consumer_main(void *unused)
{
    int item = 0;
    int error = buffer_get(buffer, &item);

    while (error == 0) {
        atomic_fetch_add(&arrived, 1);
        error = buffer_get(buffer, &item);
    }
    stop_on(error == EPIPE ? 0 : error, "buffer_get");
    atomic_fetch_add(&home, 1);
    return unused;
}

/* Returns when all consumers went home, or nothing moved in LOOKS looks. */
static void watch(void)
{
    const struct timespec pause = {.tv_nsec = 50000000};
    int last = -1;

    for (int idle = 0; idle < LOOKS && home < CONSUMERS;) {
        int now = arrived + home;
        idle = now == last ? idle + 1 : 0;
        last = now;
        nanosleep(&pause, NULL);
    }
}

int main(void)
{
    pthread_t threads[THREADS];

    stop_on(buffer_create(&buffer, CAPACITY, PRODUCERS), "buffer_create");
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_create(&threads[i], NULL,
                               i < CONSUMERS ? consumer_main : producer_main,
                               NULL),
                "pthread_create");
    }
    watch();
    printf("%d of %d items arrived.\n", arrived, ALL);
    printf("%d of %d consumers have gone home.\n", home, CONSUMERS);
    if (home < CONSUMERS) {
        printf("Nothing has moved for a second. Leaving.\n");
        exit(EXIT_SUCCESS); /* the others will never return: no join */
    }
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
    stop_on(buffer_destroy(buffer), "buffer_destroy");
    return EXIT_SUCCESS;
}
