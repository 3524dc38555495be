/* Mutant: make is given the pointer of the caller, so what a failed try left
 * is in his hands.
 * Finding: assertion
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

struct lazy {
    int (*make)(void *argument, void **value); /* never changes */
    void *argument;                            /* never changes */
    pthread_mutex_t lock; /* held while make() runs, and to set the rest */
    atomic_bool ready;    /* written under the lock; read anywhere */
    void *value;          /* written under the lock, before ready is set */
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
    atomic_init(&made->ready, false);
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

/* Makes the value if nobody has. The caller holds the lock, which also orders
 * this look: no acquire is needed. A failure leaves everything as it was. */
static int make_locked(struct lazy *lazy, void **value)
{
    if (atomic_load_explicit(&lazy->ready, memory_order_relaxed)) {
        return 0;
    }

    int error = lazy->make(lazy->argument, value);
    if (error != 0) {
        return error;
    }
    lazy->value = *value;
    atomic_store_explicit(&lazy->ready, true, memory_order_release);
    return 0;
}

int lazy_get(struct lazy *lazy, void **value)
{
    if (!atomic_load_explicit(&lazy->ready, memory_order_acquire)) {
        int error = pthread_mutex_lock(&lazy->lock);
        if (error != 0) {
            return error;
        }
        int result = make_locked(lazy, value);
        error = pthread_mutex_unlock(&lazy->lock);
        if (result != 0 || error != 0) {
            return result != 0 ? result : error;
        }
    }
    *value = lazy->value;
    return 0;
}
