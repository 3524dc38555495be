/* Variant: pthread_once() for each try. A try has a control of its own, and a
 * failed one is followed by the next in a list; the routine, which takes no
 * argument, finds its try through a thread-local pointer.
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct
try {
    pthread_once_t once;
    struct lazy *lazy;
    int result;
    void *value;
    _Atomic(struct try *) next;
};

struct lazy {
    int (*make)(void *argument, void **value); /* never changes */
    void *argument;                            /* never changes */
    _Atomic(struct try *) last;
    struct try *first;
};

static _Thread_local struct try *current;

static struct try *try_new(struct lazy *lazy)
{
    static const pthread_once_t fresh = PTHREAD_ONCE_INIT;
    struct try *try = malloc(sizeof *try);

    if (try != NULL) {
        try->once = fresh;
        try->lazy = lazy;
        try->result = 0;
        atomic_init(&try->next, NULL);
    }
    return try;
}

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
    made->first = try_new(made);
    if (made->first == NULL) {
        free(made);
        return ENOMEM;
    }
    atomic_init(&made->last, made->first);
    *lazy = made;
    return 0;
}

int lazy_destroy(struct lazy *lazy)
{
    for (struct try *try = lazy->first; try != NULL;) {
        struct try *next = try->next;
        free(try);
        try = next;
    }
    free(lazy);
    return 0;
}

static void routine(void)
{
    struct try *try = current;

    try->result = try->lazy->make(try->lazy->argument, &try->value);
    if (try->result != 0) {
        try->next = try_new(try->lazy);
        if (try->next == NULL)
            abort();
    }
    current = NULL; /* says: it was this thread */
}

int lazy_get(struct lazy *lazy, void **value)
{
    for (struct try *try = lazy->last;; try = try->next) {
        current = try;
        int error = pthread_once(&try->once, routine);
        if (error != 0) {
            return error;
        }
        if (try->result == 0) {
            *value = try->value;
            return 0;
        }
        lazy->last = try->next;
        if (current == NULL) {
            return try->result;
        }
    }
}
