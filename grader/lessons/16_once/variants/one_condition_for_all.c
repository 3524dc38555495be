/* Variant: one lock and one condition for all objects, at which everybody is
 * woken. Nobody has the lock while a value is made.
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { NOT_YET, BEING_MADE, THERE };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    atomic_int state;
    void *value;
};

int lazy_create(struct lazy **lazy, int (*make)(void *argument, void **value),
                void *argument)
{
    if (make == NULL)
        return EINVAL;
    struct lazy *made = calloc(1, sizeof *made);
    if (made == NULL)
        return ENOMEM;
    made->make = make;
    made->argument = argument;
    atomic_init(&made->state, NOT_YET);
    *lazy = made;
    return 0;
}

int lazy_destroy(struct lazy *lazy)
{
    free(lazy);
    return 0;
}

int lazy_get(struct lazy *lazy, void **value)
{
    if (atomic_load(&lazy->state) == THERE) {
        *value = lazy->value;
        return 0;
    }
    pthread_mutex_lock(&lock);
    while (atomic_load(&lazy->state) == BEING_MADE)
        pthread_cond_wait(&news, &lock);
    if (atomic_load(&lazy->state) == THERE) {
        pthread_mutex_unlock(&lock);
        *value = lazy->value;
        return 0;
    }
    atomic_store(&lazy->state, BEING_MADE);
    pthread_mutex_unlock(&lock);

    void *made = NULL;
    int result = lazy->make(lazy->argument, &made);

    pthread_mutex_lock(&lock);
    if (result == 0) {
        lazy->value = made;
        atomic_store(&lazy->state, THERE);
    } else {
        atomic_store(&lazy->state, NOT_YET);
    }
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&lock);
    if (result == 0)
        *value = made;
    return result;
}
