/* Variant: one static lock for all sets, and a condition variable for each
 * taker. Takers wait in line and a permit is handed to the first of them, so a
 * cancel wakes its taker alone, and after a timeout one only has to look
 * whether something was handed over. It looks at the clock itself.
 */
#include "permits.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards it all */

struct taker {
    pthread_cond_t news;
    bool waits;
    bool given;
    bool cancelled;
    unsigned long since;
};

struct permits {
    long free;
    unsigned long clock;
    struct taker takers[PERMITS_TAKERS];
};

/* Prepares all of their condition variables, or none. */
static int takers_init(struct taker takers[])
{
    pthread_condattr_t attributes;
    int count = 0, error = pthread_condattr_init(&attributes);

    if (error != 0) {
        return error;
    }
    error = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    while (error == 0 && count < PERMITS_TAKERS) {
        error = pthread_cond_init(&takers[count].news, &attributes);
        count += error == 0;
    }
    pthread_condattr_destroy(&attributes);
    while (error != 0 && count > 0) {
        pthread_cond_destroy(&takers[--count].news);
    }
    return error;
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
    int error = takers_init(made->takers);
    if (error != 0) {
        free(made);
        return error;
    }
    made->free = free_now;
    *permits = made;
    return 0;
}

int permits_destroy(struct permits *permits)
{
    for (int i = 0; i < PERMITS_TAKERS; i++) {
        pthread_cond_destroy(&permits->takers[i].news);
    }
    free(permits);
    return 0;
}

/* One more permit: for the first in line, or for whoever comes. */
static void give_locked(struct permits *permits)
{
    struct taker *first = NULL;

    for (int i = 0; i < PERMITS_TAKERS; i++) {
        struct taker *taker = &permits->takers[i];
        if (taker->waits && !taker->given && !taker->cancelled &&
            (first == NULL || taker->since < first->since)) {
            first = taker;
        }
    }
    if (first == NULL) {
        permits->free++;
        return;
    }
    first->given = true;
    pthread_cond_signal(&first->news);
}

static bool is_over(const struct timespec *deadline)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > deadline->tv_sec ||
           (now.tv_sec == deadline->tv_sec && now.tv_nsec >= deadline->tv_nsec);
}

static int take_locked(struct permits *permits, struct taker *self,
                       const struct timespec *deadline)
{
    if (!self->cancelled && permits->free > 0) {
        permits->free--;
        return 0;
    }
    self->waits = true;
    self->since = permits->clock++;
    while (!self->given && !self->cancelled &&
           (deadline == NULL || !is_over(deadline))) {
        if (deadline == NULL) {
            pthread_cond_wait(&self->news, &lock);
        } else {
            pthread_cond_timedwait(&self->news, &lock, deadline);
        }
    }
    self->waits = false;
    if (self->given) { /* a cancel, if there is one, is for the next take */
        self->given = false;
        return 0;
    }
    int error = self->cancelled ? ECANCELED : ETIMEDOUT;
    self->cancelled = false;
    return error;
}

int permits_take(struct permits *permits, int taker, long patience)
{
    struct timespec end;

    if (taker < 0 || taker >= PERMITS_TAKERS || patience < PERMITS_FOREVER) {
        return EINVAL;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    long nanoseconds = end.tv_nsec + patience % 1000 * 1000000;
    end.tv_sec += patience / 1000 + nanoseconds / 1000000000;
    end.tv_nsec = nanoseconds % 1000000000;
    pthread_mutex_lock(&lock);
    int error = take_locked(permits, &permits->takers[taker],
                            patience == PERMITS_FOREVER ? NULL : &end);
    pthread_mutex_unlock(&lock);
    return error;
}

int permits_give(struct permits *permits)
{
    pthread_mutex_lock(&lock);
    give_locked(permits);
    return pthread_mutex_unlock(&lock);
}

int permits_cancel(struct permits *permits, int taker)
{
    if (taker < 0 || taker >= PERMITS_TAKERS) {
        return EINVAL;
    }
    pthread_mutex_lock(&lock);
    permits->takers[taker].cancelled = true;
    pthread_cond_signal(&permits->takers[taker].news);
    return pthread_mutex_unlock(&lock);
}

int permits_move(struct permits *from, struct permits *to)
{
    int error = EAGAIN;

    pthread_mutex_lock(&lock);
    if (from->free > 0) {
        from->free--;
        give_locked(to);
        error = 0;
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
