/* Variant: counts down, turns a flag around in place of a number (two rounds
 * can be told apart, and more are never under way), and the first who comes is
 * the serial thread. One condition variable serves those who wait and the one
 * who destroys; everything is a broadcast.
 */
#include "barrier.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct barrier {
    pthread_mutex_t lock; /* guards all members below except count */
    pthread_cond_t changed;
    unsigned count;
    unsigned missing;
    unsigned inside;
    bool sense;
    bool broken;
};

int barrier_create(struct barrier **barrier, unsigned count)
{
    struct barrier *made = count > 0 ? calloc(1, sizeof *made) : NULL;

    if (made == NULL) {
        return count > 0 ? ENOMEM : EINVAL;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error == 0) {
        error = pthread_cond_init(&made->changed, NULL);
        if (error != 0) {
            pthread_mutex_destroy(&made->lock);
        }
    }
    if (error != 0) {
        free(made);
        return error;
    }
    made->count = made->missing = count;
    *barrier = made;
    return 0;
}

int barrier_destroy(struct barrier *barrier)
{
    pthread_mutex_lock(&barrier->lock);
    while (barrier->inside > 0) {
        pthread_cond_wait(&barrier->changed, &barrier->lock);
    }
    pthread_mutex_unlock(&barrier->lock);
    pthread_cond_destroy(&barrier->changed);
    pthread_mutex_destroy(&barrier->lock);
    free(barrier);
    return 0;
}

int barrier_wait(struct barrier *barrier)
{
    pthread_mutex_lock(&barrier->lock);
    bool sense = barrier->sense;
    int result = barrier->missing == barrier->count ? BARRIER_SERIAL : 0;

    barrier->inside++;
    if (!barrier->broken && --barrier->missing == 0) {
        barrier->missing = barrier->count;
        barrier->sense = !sense;
        pthread_cond_broadcast(&barrier->changed);
    }
    while (barrier->sense == sense && !barrier->broken) {
        pthread_cond_wait(&barrier->changed, &barrier->lock);
    }
    if (barrier->sense == sense) {
        result = ECANCELED;
    }
    barrier->inside--;
    pthread_cond_broadcast(&barrier->changed);
    pthread_mutex_unlock(&barrier->lock);
    return result;
}

int barrier_break(struct barrier *barrier)
{
    pthread_mutex_lock(&barrier->lock);
    barrier->broken = true;
    pthread_mutex_unlock(&barrier->lock);
    pthread_cond_broadcast(&barrier->changed);
    return 0;
}
