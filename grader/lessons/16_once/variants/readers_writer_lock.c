/* Variant: callers read under the shared side of a readers-writer lock, where
 * nobody waits once the value is there; who has to make it takes the other. */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    pthread_rwlock_t lock;
    bool ready;  /* guarded by the lock */
    void *value; /* guarded by the lock */
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
    int error = pthread_rwlock_init(&made->lock, NULL);
    if (error != 0) {
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
    int error = pthread_rwlock_destroy(&lazy->lock);

    free(lazy);
    return error;
}

int lazy_get(struct lazy *lazy, void **value)
{
    int error = 0;

    pthread_rwlock_rdlock(&lazy->lock);
    bool ready = lazy->ready;
    void *made = lazy->value;
    pthread_rwlock_unlock(&lazy->lock);
    if (!ready) {
        pthread_rwlock_wrlock(&lazy->lock);
        if (!lazy->ready) {
            void *fresh = NULL;
            error = lazy->make(lazy->argument, &fresh);
            if (error == 0) {
                lazy->value = fresh;
                lazy->ready = true;
            }
        }
        made = lazy->value;
        pthread_rwlock_unlock(&lazy->lock);
    }
    if (error == 0) {
        *value = made;
    }
    return error;
}
