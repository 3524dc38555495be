/* Mutant: who waited for a try that failed is told of that failure, and does
 * not try again.
 * Finding: assertion
 */
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
    atomic_int state;
    void *value;
    int error;
    unsigned long tries;
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

int lazy_get(struct lazy *lazy, void **value)
{
    int error = 0;

    if (atomic_load(&lazy->state) == READY) {
        *value = lazy->value;
        return 0;
    }
    pthread_mutex_lock(&lazy->lock);
    if (atomic_load(&lazy->state) == MAKING) {
        unsigned long try = lazy->tries;
        while (lazy->tries == try) {
            pthread_cond_wait(&lazy->changed, &lazy->lock);
        }
        error = lazy->error;
    } else if (atomic_load(&lazy->state) == MISSING) {
        void *made = NULL;
        atomic_store(&lazy->state, MAKING);
        pthread_mutex_unlock(&lazy->lock);
        error = lazy->make(lazy->argument, &made);
        pthread_mutex_lock(&lazy->lock);
        lazy->error = error;
        lazy->value = made;
        lazy->tries++;
        atomic_store(&lazy->state, error == 0 ? READY : MISSING);
        pthread_cond_broadcast(&lazy->changed);
    }
    if (error == 0) {
        *value = lazy->value;
    }
    pthread_mutex_unlock(&lazy->lock);
    return error;
}
