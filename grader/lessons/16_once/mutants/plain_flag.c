/* Mutant: double-checked locking as it stands in old books, with a plain flag.
 * The second look is right; the first one reads what somebody may be writing.
 * Finding: race
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    pthread_mutex_t lock;
    bool ready;
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
    if (lazy->ready) {
        return 0;
    }
    void *value = NULL;
    int error = lazy->make(lazy->argument, &value);
    if (error == 0) {
        lazy->value = value;
        lazy->ready = true;
    }
    return error;
}

int lazy_get(struct lazy *lazy, void **value)
{
    if (!lazy->ready) {
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
