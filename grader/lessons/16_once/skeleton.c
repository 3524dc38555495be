/*
 * Lesson 16: a value that is made when somebody first asks for it.
 *
 * The contract is in lazy.h, the story in README.md. `make run L=16` shows what
 * goes wrong, `make check L=16` grades what you write here.
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

/* You may change the members, and add some: create and destroy are the places
 * to prepare them and to clean them up. */
struct lazy {
    int (*make)(void *argument, void **value); /* never changes */
    void *argument;                            /* never changes */
    pthread_mutex_t lock;
    bool ready; /* is the value there? */
    void *value;
};

int lazy_create(struct lazy **lazy, int (*make)(void *argument, void **value),
                void *argument)
{
    if (make == NULL) {
        return EINVAL;
    }
    struct lazy *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        free(made);
        return error;
    }
    made->make = make;
    made->argument = argument;
    made->ready = false;
    made->value = NULL;
    *lazy = made;
    return 0;
}

int lazy_destroy(struct lazy *lazy)
{
    int error = pthread_mutex_destroy(&lazy->lock);

    free(lazy);
    return error;
}

/* TODO: who may look at `ready`, who may set it, when, and what if it fails? */
int lazy_get(struct lazy *lazy, void **value)
{
    int result = 0;

    if (!lazy->ready) { /* locks are slow: look first */
        int error = pthread_mutex_lock(&lazy->lock);
        if (error != 0) {
            return error;
        }
        lazy->ready = true;
        result = lazy->make(lazy->argument, &lazy->value);
        error = pthread_mutex_unlock(&lazy->lock);
        if (error != 0) {
            return error;
        }
    }
    if (result == 0) {
        *value = lazy->value;
    }
    return result;
}
