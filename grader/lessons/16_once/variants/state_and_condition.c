/* Variant: make runs without the lock; those who come meanwhile sleep on a
 * condition. A failure wakes one, who tries next; a success wakes all. */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MISSING, MAKING, READY };

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    atomic_int state; /* written under the lock */
    void *value;
};

int lazy_create(struct lazy **lazy, int (*make)(void *argument, void **value),
                void *argument)
{
    if (make == NULL) {
        return EINVAL;
    }
    struct lazy *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        free(made);
        return error;
    }
    error = pthread_cond_init(&made->changed, NULL);
    if (error != 0) {
        pthread_mutex_destroy(&made->lock);
        free(made);
        return error;
    }
    made->make = make;
    made->argument = argument;
    *lazy = made;
    return 0;
}

int lazy_destroy(struct lazy *lazy)
{
    pthread_cond_destroy(&lazy->changed);
    int error = pthread_mutex_destroy(&lazy->lock);

    free(lazy);
    return error;
}

/* The lock is given back while make runs. */
static int make_unlocked(struct lazy *lazy)
{
    void *value = NULL;

    atomic_store(&lazy->state, MAKING);
    pthread_mutex_unlock(&lazy->lock);
    int error = lazy->make(lazy->argument, &value);
    pthread_mutex_lock(&lazy->lock);
    if (error != 0) {
        atomic_store(&lazy->state, MISSING);
        pthread_cond_signal(&lazy->changed);
        return error;
    }
    lazy->value = value;
    atomic_store(&lazy->state, READY);
    pthread_cond_broadcast(&lazy->changed);
    return 0;
}

int lazy_get(struct lazy *lazy, void **value)
{
    int error = 0;

    if (atomic_load(&lazy->state) != READY) {
        pthread_mutex_lock(&lazy->lock);
        while (atomic_load(&lazy->state) == MAKING) {
            pthread_cond_wait(&lazy->changed, &lazy->lock);
        }
        if (atomic_load(&lazy->state) == MISSING) {
            error = make_unlocked(lazy);
        }
        pthread_mutex_unlock(&lazy->lock);
    }
    if (error == 0) {
        *value = lazy->value;
    }
    return error;
}
