/* Mutant: made once, whatever came of it: a failure is remembered for ever, as
 * it would be with pthread_once().
 * Finding: assertion
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
    atomic_bool done;
    int error;
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

int lazy_get(struct lazy *lazy, void **value)
{
    if (!atomic_load_explicit(&lazy->done, memory_order_acquire)) {
        pthread_mutex_lock(&lazy->lock);
        if (!atomic_load_explicit(&lazy->done, memory_order_relaxed)) {
            lazy->error = lazy->make(lazy->argument, &lazy->value);
            atomic_store_explicit(&lazy->done, true, memory_order_release);
        }
        pthread_mutex_unlock(&lazy->lock);
    }
    if (lazy->error == 0) {
        *value = lazy->value;
    }
    return lazy->error;
}
