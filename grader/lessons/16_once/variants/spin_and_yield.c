/* Variant: no lock at all: a compare-and-swap decides who makes, and the others
 * offer the processor to somebody else until the state has changed. */
#include "lazy.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MISSING, MAKING, READY };

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    atomic_int state;
    void *value; /* written by who is making, read once the state is READY */
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
    made->make = make;
    made->argument = argument;
    made->value = NULL;
    atomic_init(&made->state, MISSING);
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
    for (;;) {
        int state = atomic_load_explicit(&lazy->state, memory_order_acquire);
        if (state == READY) {
            *value = lazy->value;
            return 0;
        }
        if (state == MISSING &&
            atomic_compare_exchange_strong(&lazy->state, &state, MAKING)) {
            void *made = NULL;
            int error = lazy->make(lazy->argument, &made);
            if (error == 0) {
                lazy->value = made;
            }
            atomic_store_explicit(&lazy->state, error == 0 ? READY : MISSING,
                                  memory_order_release);
            if (error != 0) {
                return error;
            }
        }
        sched_yield();
    }
}
