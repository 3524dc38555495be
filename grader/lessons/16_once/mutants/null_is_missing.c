/* Mutant: NULL stands for "not yet made", but it may be the value.
 * Finding: assertion
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    pthread_mutex_t lock;
    _Atomic(void *) value;
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
    void *made = atomic_load_explicit(&lazy->value, memory_order_acquire);
    int error = 0;

    if (made == NULL) {
        pthread_mutex_lock(&lazy->lock);
        made = atomic_load_explicit(&lazy->value, memory_order_relaxed);
        if (made == NULL) {
            error = lazy->make(lazy->argument, &made);
            if (error == 0) {
                atomic_store_explicit(&lazy->value, made, memory_order_release);
            }
        }
        pthread_mutex_unlock(&lazy->lock);
    }
    if (error == 0) {
        *value = made;
    }
    return error;
}
