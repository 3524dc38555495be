/* Mutant: one static lock for all objects. Recursive, so that a make may ask
 * for other objects; but a slow make holds up everybody.
 * Finding: assertion
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

static pthread_mutex_t all_lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
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
    made->make = make;
    made->argument = argument;
    *lazy = made;
    return 0;
}

int lazy_destroy(struct lazy *lazy)
{
    free(lazy);
    return 0;
}

static int make_locked(struct lazy *lazy)
{
    if (atomic_load_explicit(&lazy->ready, memory_order_relaxed)) {
        return 0;
    }
    void *value = NULL;
    int error = lazy->make(lazy->argument, &value);
    if (error == 0) {
        lazy->value = value;
        atomic_store_explicit(&lazy->ready, true, memory_order_release);
    }
    return error;
}

int lazy_get(struct lazy *lazy, void **value)
{
    if (!atomic_load_explicit(&lazy->ready, memory_order_acquire)) {
        pthread_mutex_lock(&all_lock);
        int error = make_locked(lazy);
        pthread_mutex_unlock(&all_lock);
        if (error != 0) {
            return error;
        }
    }
    *value = lazy->value;
    return 0;
}
