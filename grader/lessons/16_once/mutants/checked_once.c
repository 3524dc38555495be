/* Mutant: no second look under the lock. Who waited for the lock makes the
 * value again.
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
    atomic_bool ready;
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
    if (!atomic_load(&lazy->ready)) {
        void *made = NULL;
        pthread_mutex_lock(&lazy->lock);
        int error = lazy->make(lazy->argument, &made);
        if (error == 0) {
            atomic_store(&lazy->value, made);
            atomic_store(&lazy->ready, true);
        }
        pthread_mutex_unlock(&lazy->lock);
        if (error != 0) {
            return error;
        }
    }
    *value = atomic_load(&lazy->value);
    return 0;
}
