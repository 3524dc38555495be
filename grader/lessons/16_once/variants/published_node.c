/* Variant: what is made is put into a node, and a pointer to it published: the
 * pointer is the flag. Who makes is decided by a semaphore of one. */
#include "lazy.h"

#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

struct node {
    void *value;
};

struct lazy {
    int (*make)(void *argument, void **value);
    void *argument;
    sem_t turn;
    _Atomic(struct node *) node; /* NULL: nothing made yet */
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
    if (sem_init(&made->turn, 0, 1) != 0) {
        int error = errno;
        free(made);
        return error;
    }
    made->make = make;
    made->argument = argument;
    atomic_init(&made->node, NULL);
    *lazy = made;
    return 0;
}

int lazy_destroy(struct lazy *lazy)
{
    free(atomic_load(&lazy->node));
    sem_destroy(&lazy->turn);
    free(lazy);
    return 0;
}

/* The caller has the turn. */
static int node_make(struct lazy *lazy, struct node **node)
{
    *node = atomic_load_explicit(&lazy->node, memory_order_relaxed);
    if (*node != NULL) {
        return 0;
    }
    struct node *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = lazy->make(lazy->argument, &made->value);
    if (error != 0) {
        free(made);
        return error;
    }
    atomic_store_explicit(&lazy->node, made, memory_order_release);
    *node = made;
    return 0;
}

int lazy_get(struct lazy *lazy, void **value)
{
    struct node *node = atomic_load_explicit(&lazy->node, memory_order_acquire);

    if (node == NULL) {
        while (sem_wait(&lazy->turn) != 0) {
            if (errno != EINTR) {
                return errno;
            }
        }
        int error = node_make(lazy, &node);
        sem_post(&lazy->turn);
        if (error != 0) {
            return error;
        }
    }
    *value = node->value;
    return 0;
}
