/* Mutant: the one who leaves as the last is the serial thread. Where a fast
 * thread is back before the others have left, nobody leaves as the last.
 * Finding: assertion
 * Engines: explore
 */
#include "barrier.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct barrier {
    pthread_mutex_t lock; /* guards all members below except count */
    pthread_cond_t moved; /* the round has changed, or broken is true */
    pthread_cond_t empty; /* inside is 0 */
    unsigned count;       /* never changes */
    unsigned arrived;     /* in this round */
    unsigned round;       /* its number; may wrap around, and does no harm */
    unsigned inside;
    bool broken;
};

int barrier_create(struct barrier **barrier, unsigned count)
{
    if (count == 0) {
        return EINVAL;
    }
    struct barrier *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&made->moved, NULL);
    if (error != 0) {
        goto out_lock;
    }
    error = pthread_cond_init(&made->empty, NULL);
    if (error != 0) {
        goto out_moved;
    }
    made->count = count;
    *barrier = made;
    return 0;

out_moved:
    pthread_cond_destroy(&made->moved);
out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int barrier_destroy(struct barrier *barrier)
{
    int error = pthread_mutex_lock(&barrier->lock);
    while (error == 0 && barrier->inside > 0) {
        error = pthread_cond_wait(&barrier->empty, &barrier->lock);
    }
    if (error != 0) {
        return error; /* nothing is destroyed, and nothing can be */
    }
    pthread_mutex_unlock(&barrier->lock);
    int empty = pthread_cond_destroy(&barrier->empty);
    int moved = pthread_cond_destroy(&barrier->moved);
    int lock = pthread_mutex_destroy(&barrier->lock);
    free(barrier);
    return empty != 0 ? empty : moved != 0 ? moved : lock;
}

/* The caller holds the lock, and holds it again when this returns. */
static int wait_locked(struct barrier *barrier)
{
    if (barrier->broken) {
        return ECANCELED;
    }
    unsigned round = barrier->round;
    if (++barrier->arrived == barrier->count) {
        barrier->arrived = 0;
        barrier->round++;
        int error = pthread_cond_broadcast(&barrier->moved);
        return error;
    }
    while (barrier->round == round && !barrier->broken) {
        int error = pthread_cond_wait(&barrier->moved, &barrier->lock);
        if (error != 0) {
            return error;
        }
    }
    return barrier->round != round ? 0 : ECANCELED;
}

int barrier_wait(struct barrier *barrier)
{
    int error = pthread_mutex_lock(&barrier->lock);
    if (error != 0) {
        return error;
    }
    barrier->inside++;
    int result = wait_locked(barrier);
    if (--barrier->inside == 0) {
        result = result == 0 ? BARRIER_SERIAL : result;
        pthread_cond_broadcast(&barrier->empty);
    }
    error = pthread_mutex_unlock(&barrier->lock);
    return error != 0 ? error : result;
}

int barrier_break(struct barrier *barrier)
{
    int error = pthread_mutex_lock(&barrier->lock);
    if (error != 0) {
        return error;
    }
    barrier->broken = true;
    error = pthread_cond_broadcast(&barrier->moved);
    int unlocked = pthread_mutex_unlock(&barrier->lock);
    return error != 0 ? error : unlocked;
}
