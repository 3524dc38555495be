/* Mutant: the flag is set with release, before the value is stored. Release
 * covers what comes before it, not what comes after.
 * Finding: race
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    pthread_mutex_t lock;
    atomic_bool ready;
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
    made->make = make;
    made->argument = argument;
    *lazy = made;
    return 0;
}

int lazy_destroy(struct lazy *lazy)
{
    int error = pthread_mutex_destroy(&lazy->lock);

    free(lazy);
    return error;
}

static int make_locked(struct lazy *lazy)
{
    if (atomic_load_explicit(&lazy->ready, memory_order_relaxed)) {
        return 0;
    }
    void *value = NULL;
    int error = lazy->make(lazy->argument, &value);
    if (error == 0) {
        atomic_store_explicit(&lazy->ready, true, memory_order_release);
        lazy->value = value;
    }
    return error;
}

int lazy_get(struct lazy *lazy, void **value)
{
    if (!atomic_load_explicit(&lazy->ready, memory_order_acquire)) {
        pthread_mutex_lock(&lazy->lock);
        int error = make_locked(lazy);
        pthread_mutex_unlock(&lazy->lock);
        if (error != 0) {
            return error;
        }
    }
    *value = lazy->value;
    return 0;
}
