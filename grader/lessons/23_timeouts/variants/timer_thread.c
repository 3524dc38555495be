/* Variant: takers never look at a clock while they wait. Each has a condition
 * of its own; a thread of the set sleeps until the next of their times is over
 * and tells the one whose it is. One lock for all sets, so that two of them
 * can be looked at without any order.
 */
#include "permits.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

struct taker {
    pthread_cond_t told;
    bool waits, limited, cancelled;
    struct timespec until; /* if limited */
    int answer;            /* what it was told; -1: nothing */
};

struct permits {
    long free;
    bool closed;
    pthread_t timer;
    pthread_cond_t alarm; /* there is a new time, or the set is closed */
    struct taker takers[PERMITS_TAKERS];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all sets */

static bool earlier(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec < b->tv_sec
                                  : a->tv_nsec < b->tv_nsec;
}

static void tell(struct taker *taker, int answer)
{
    taker->answer = answer;
    taker->waits = false;
    pthread_cond_signal(&taker->told);
}

/* Gives free permits to those who wait for one. */
static void serve(struct permits *permits)
{
    for (int i = 0; i < PERMITS_TAKERS && permits->free > 0; i++) {
        if (permits->takers[i].waits) {
            permits->free--;
            tell(&permits->takers[i], 0);
        }
    }
}

/* The one whose time is over next; NULL if nobody's ever is. */
static struct taker *next_limit(struct permits *permits)
{
    struct taker *next = NULL;

    for (int i = 0; i < PERMITS_TAKERS; i++) {
        struct taker *taker = &permits->takers[i];
        if (taker->waits && taker->limited &&
            (next == NULL || earlier(&taker->until, &next->until))) {
            next = taker;
        }
    }
    return next;
}

static void *timer_main(void *argument)
{
    struct permits *permits = argument;

    pthread_mutex_lock(&lock);
    while (!permits->closed) {
        struct taker *next = next_limit(permits);
        if (next == NULL) {
            pthread_cond_wait(&permits->alarm, &lock);
            continue;
        }
        struct timespec now, until = next->until;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (!earlier(&now, &until)) {
            tell(next, ETIMEDOUT);
        } else {
            pthread_cond_timedwait(&permits->alarm, &lock, &until);
        }
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

static int alarm_init(pthread_cond_t *alarm)
{
    pthread_condattr_t monotonic;
    int error = pthread_condattr_init(&monotonic);
    if (error != 0) {
        return error;
    }
    error = pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    if (error == 0) {
        error = pthread_cond_init(alarm, &monotonic);
    }
    pthread_condattr_destroy(&monotonic);
    return error;
}

static void takers_destroy(struct taker takers[], int count)
{
    for (int i = 0; i < count; i++) {
        pthread_cond_destroy(&takers[i].told);
    }
}

/* Prepares all of their condition variables, or none. */
static int takers_init(struct taker takers[])
{
    for (int i = 0; i < PERMITS_TAKERS; i++) {
        int error = pthread_cond_init(&takers[i].told, NULL);
        if (error != 0) {
            takers_destroy(takers, i);
            return error;
        }
    }
    return 0;
}

int permits_create(struct permits **permits, long free_now)
{
    if (free_now < 0) {
        return EINVAL;
    }
    struct permits *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->free = free_now;
    int error = takers_init(made->takers);
    if (error != 0) {
        goto out_free;
    }
    error = alarm_init(&made->alarm);
    if (error != 0) {
        goto out_takers;
    }
    error = pthread_create(&made->timer, NULL, timer_main, made);
    if (error != 0) {
        goto out_alarm;
    }
    *permits = made;
    return 0;

out_alarm:
    pthread_cond_destroy(&made->alarm);
out_takers:
    takers_destroy(made->takers, PERMITS_TAKERS);
out_free:
    free(made);
    return error;
}

int permits_destroy(struct permits *permits)
{
    pthread_mutex_lock(&lock);
    permits->closed = true;
    pthread_cond_signal(&permits->alarm);
    pthread_mutex_unlock(&lock);
    int error = pthread_join(permits->timer, NULL);
    takers_destroy(permits->takers, PERMITS_TAKERS);
    pthread_cond_destroy(&permits->alarm);
    free(permits);
    return error;
}

static struct timespec moment_after(long patience)
{
    struct timespec moment;

    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec += patience / 1000;
    moment.tv_nsec += patience % 1000 * 1000000;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_sec++;
        moment.tv_nsec -= 1000000000;
    }
    return moment;
}

int permits_take(struct permits *permits, int number, long patience)
{
    if (number < 0 || number >= PERMITS_TAKERS || patience < PERMITS_FOREVER) {
        return EINVAL;
    }
    struct timespec until = moment_after(patience > 0 ? patience : 0);
    struct taker *taker = &permits->takers[number];
    int answer = 0;

    pthread_mutex_lock(&lock);
    if (taker->cancelled) {
        taker->cancelled = false;
        answer = ECANCELED;
    } else if (permits->free > 0) {
        permits->free--;
    } else if (patience == 0) {
        answer = ETIMEDOUT;
    } else {
        taker->limited = patience != PERMITS_FOREVER;
        taker->until = until;
        taker->waits = true;
        taker->answer = -1;
        pthread_cond_signal(&permits->alarm);
        while (taker->answer == -1) {
            pthread_cond_wait(&taker->told, &lock);
        }
        answer = taker->answer;
    }
    pthread_mutex_unlock(&lock);
    return answer;
}

int permits_give(struct permits *permits)
{
    pthread_mutex_lock(&lock);
    permits->free++;
    serve(permits);
    return pthread_mutex_unlock(&lock);
}

int permits_cancel(struct permits *permits, int number)
{
    if (number < 0 || number >= PERMITS_TAKERS) {
        return EINVAL;
    }
    struct taker *taker = &permits->takers[number];

    pthread_mutex_lock(&lock);
    if (taker->waits) {
        tell(taker, ECANCELED);
    } else {
        taker->cancelled = true;
    }
    return pthread_mutex_unlock(&lock);
}

int permits_move(struct permits *from, struct permits *to)
{
    pthread_mutex_lock(&lock);
    int error = from->free > 0 ? 0 : EAGAIN;
    if (error == 0) {
        from->free--;
        to->free++;
        serve(to);
    }
    pthread_mutex_unlock(&lock);
    return error;
}

int permits_sum(struct permits *a, struct permits *b, long *sum)
{
    pthread_mutex_lock(&lock);
    *sum = a->free + b->free;
    return pthread_mutex_unlock(&lock);
}
