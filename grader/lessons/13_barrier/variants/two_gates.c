/* Variant: two semaphores as gates, for the even rounds and the odd ones. The
 * last who comes opens the gate for each of the others. Two are enough: for
 * the next round of the same kind all must have left this one.
 */
#include "barrier.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

struct barrier {
    pthread_mutex_t lock; /* guards all members below except count */
    sem_t gates[2];
    sem_t empty; /* posted by each who leaves, taken by who destroys */
    unsigned count;
    unsigned arrived;
    unsigned entered; /* ever */
    unsigned round;
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
        free(made);
        return error;
    }
    if (sem_init(&made->gates[0], 0, 0) != 0) {
        goto out_lock;
    }
    if (sem_init(&made->gates[1], 0, 0) != 0) {
        goto out_first;
    }
    if (sem_init(&made->empty, 0, 0) != 0) {
        goto out_gates;
    }
    made->count = count;
    *barrier = made;
    return 0;

out_gates:
    sem_destroy(&made->gates[1]);
out_first:
    sem_destroy(&made->gates[0]);
out_lock:
    pthread_mutex_destroy(&made->lock);
    free(made);
    return EAGAIN;
}

static void pass(sem_t *gate)
{
    while (sem_wait(gate) != 0) {
    }
}

static void open_gate(struct barrier *barrier, unsigned people)
{
    for (; people > 0; people--) {
        sem_post(&barrier->gates[barrier->round % 2]);
    }
}

int barrier_destroy(struct barrier *barrier)
{
    pthread_mutex_lock(&barrier->lock);
    unsigned left = barrier->entered;
    pthread_mutex_unlock(&barrier->lock);
    for (; left > 0; left--) {
        pass(&barrier->empty);
    }
    sem_destroy(&barrier->gates[0]);
    sem_destroy(&barrier->gates[1]);
    sem_destroy(&barrier->empty);
    pthread_mutex_destroy(&barrier->lock);
    free(barrier);
    return 0;
}

static int go_through(struct barrier *barrier)
{
    pthread_mutex_lock(&barrier->lock);
    barrier->entered++;
    if (barrier->broken) {
        pthread_mutex_unlock(&barrier->lock);
        return ECANCELED;
    }
    unsigned round = barrier->round;
    if (++barrier->arrived == barrier->count) {
        open_gate(barrier, barrier->count - 1);
        barrier->arrived = 0;
        barrier->round++;
        pthread_mutex_unlock(&barrier->lock);
        return BARRIER_SERIAL;
    }
    pthread_mutex_unlock(&barrier->lock);
    pass(&barrier->gates[round % 2]);
    pthread_mutex_lock(&barrier->lock);
    int result = barrier->round != round ? 0 : ECANCELED;
    pthread_mutex_unlock(&barrier->lock);
    return result;
}

int barrier_wait(struct barrier *barrier)
{
    int result = go_through(barrier);

    sem_post(&barrier->empty);
    return result;
}

int barrier_break(struct barrier *barrier)
{
    pthread_mutex_lock(&barrier->lock);
    if (!barrier->broken) {
        barrier->broken = true;
        open_gate(barrier, barrier->arrived);
    }
    pthread_mutex_unlock(&barrier->lock);
    return 0;
}
