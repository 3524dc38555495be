/*
 * Lesson 7, the program: eight clients share a pool of three connections.
 *
 * On the first day every query succeeds, but a timer sends the program a
 * signal every millisecond, which interrupts whoever waits. On the second day
 * there are no signals, but every tenth query fails. The main thread only
 * watches; when nothing has moved for a while it says so, and leaves.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "pool.h"

enum { LIMIT = 3, CLIENTS = 8, QUERIES = 40, ALL = CLIENTS * QUERIES };

static struct pool *pool;
static atomic_int running, most, done, failing_every;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void rest(long milliseconds)
{
    struct timespec left = {.tv_nsec = milliseconds * 1000000};

    while (nanosleep(&left, &left) != 0) {
    }
}

/* Counts who runs beside it, and takes its time. Returns 1 if it failed. */
static int query(void *number)
{
    int now = atomic_fetch_add(&running, 1) + 1;
    int seen = most;

    while (seen < now && !atomic_compare_exchange_weak(&most, &seen, now)) {
    }
    rest(2);
    atomic_fetch_sub(&running, 1);
    return failing_every != 0 && *(int *)number % failing_every == 0;
}

static void *client_main(void *unused)
{
    for (int i = 1; i <= QUERIES; i++) {
        pool_query(pool, query, &i); /* a query may fail: life goes on */
        atomic_fetch_add(&done, 1);
    }
    return unused;
}

/* A handler that does nothing: to be interrupted is all that happens. */
static void on_tick(int unused)
{
    (void)unused;
}

/* A signal to the program goes to any thread that doesn't block it. */
static void keep_ticks_from_main(void)
{
    sigset_t ticks;

    sigemptyset(&ticks);
    sigaddset(&ticks, SIGALRM);
    stop_on(pthread_sigmask(SIG_BLOCK, &ticks, NULL), "pthread_sigmask");
}

static void ticks_every(long microseconds)
{
    struct itimerval timer = {{0, microseconds}, {0, microseconds}};

    if (setitimer(ITIMER_REAL, &timer, NULL) != 0) {
        stop_on(errno, "setitimer");
    }
}

/* Returns whether all queries were done before nothing moved for a second. */
static int watch(void)
{
    for (int idle = 0, last = -1; idle < 10 && done < ALL;) {
        int now = done;
        idle = now == last ? idle + 1 : 0;
        last = now;
        rest(100);
    }
    return done == ALL;
}

static void day(const char *name)
{
    pthread_t clients[CLIENTS];

    most = 0;
    done = 0;
    stop_on(pool_create(&pool, LIMIT), "pool_create");
    for (int i = 0; i < CLIENTS; i++) {
        stop_on(pthread_create(&clients[i], NULL, client_main, NULL),
                "pthread_create");
    }
    keep_ticks_from_main();
    int all = watch();
    printf("%s: %d of %d queries done, at most %d at once (allowed: %d).\n",
           name, done, ALL, most, LIMIT);
    if (!all) {
        printf("Nothing moves any more: %d queries run. Leaving.\n", running);
        exit(EXIT_SUCCESS); /* the others will never return: no join */
    }
    for (int i = 0; i < CLIENTS; i++) {
        stop_on(pthread_join(clients[i], NULL), "pthread_join");
    }
    stop_on(pool_destroy(pool), "pool_destroy");
}

int main(void)
{
    /* Without SA_RESTART in sa_flags, an interrupted wait is given up. */
    struct sigaction action = {.sa_handler = on_tick};

    if (sigaction(SIGALRM, &action, NULL) != 0) {
        stop_on(errno, "sigaction");
    }
    ticks_every(1000);
    day("Monday");
    ticks_every(0);
    failing_every = 10;
    day("Tuesday");
    return EXIT_SUCCESS;
}
