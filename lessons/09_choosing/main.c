/*
 * Lesson 9, the program: one thread writes pages, another one reads them, and
 * two more want to know when all have been read.
 *
 * The main thread only watches. When nothing has moved for a while it says who
 * is still waiting, and leaves.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "desk.h"

enum { PAGES = 1000, WATCHERS = 2, LOOKS = 20 };

static struct desk *desk;
static long pages[PAGES];
static atomic_int done, in_order, told;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *writer_main(void *unused)
{
    for (long i = 0; i < PAGES; i++) {
        pages[i] = i + 1;
        stop_on(desk_submit(desk, &pages[i]), "desk_submit");
    }
    return unused;
}

static void *reader_main(void *unused)
{
    for (long i = 0; i < PAGES; i++) {
        void *page = NULL;
        stop_on(desk_collect(desk, &page), "desk_collect");
        atomic_fetch_add(&in_order, page != NULL && *(long *)page == i + 1);
        atomic_fetch_add(&done, 1);
    }
    return unused;
}

static void *watcher_main(void *unused)
{
    stop_on(desk_wait(desk, PAGES), "desk_wait");
    atomic_fetch_add(&told, 1);
    return unused;
}

/* Returns when all is done, or when nothing moved in LOOKS looks. */
static void watch(void)
{
    const struct timespec pause = {.tv_nsec = 50000000};
    int last = -1;

    for (int idle = 0; idle < LOOKS && told < WATCHERS;) {
        int now = done + told;
        idle = now == last ? idle + 1 : 0;
        last = now;
        nanosleep(&pause, NULL);
    }
}

int main(void)
{
    void *(*const mains[])(void *) = {writer_main, reader_main, watcher_main,
                                      watcher_main};
    enum { THREADS = sizeof mains / sizeof mains[0] };
    pthread_t threads[THREADS];

    stop_on(desk_create(&desk), "desk_create");
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_create(&threads[i], NULL, mains[i], NULL),
                "pthread_create");
    }
    watch();
    printf("%d of %d pages arrived, %d of them in order.\n", done, PAGES,
           in_order);
    printf("%d of %d watchers heard of it.\n", told, WATCHERS);
    if (told < WATCHERS) {
        printf("Nothing has moved for a second. Leaving.\n");
        exit(EXIT_SUCCESS); /* the others will never return: no join */
    }
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_join(threads[i], NULL), "pthread_join");
    }
    stop_on(desk_destroy(desk), "desk_destroy");
    return EXIT_SUCCESS;
}
