/* Variant: the desk is an atomic pointer, the count an atomic number, and who
 * waits looks again and again: it needs the processor, but no call that waits.
 */
#include "desk.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

struct desk {
    _Atomic(void *) piece; /* NULL: none */
    atomic_size_t collected;
};

int desk_create(struct desk **desk)
{
    struct desk *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->piece, NULL);
    atomic_init(&made->collected, 0);
    *desk = made;
    return 0;
}

int desk_destroy(struct desk *desk)
{
    free(desk);
    return 0;
}

int desk_submit(struct desk *desk, void *piece)
{
    while (atomic_load(&desk->piece) != NULL) {
        sched_yield();
    }
    atomic_store(&desk->piece, piece);
    return 0;
}

int desk_collect(struct desk *desk, void **piece)
{
    void *taken = atomic_load(&desk->piece);

    while (taken == NULL) {
        sched_yield();
        taken = atomic_load(&desk->piece);
    }
    *piece = taken;
    atomic_fetch_add(&desk->collected, 1);
    atomic_store(&desk->piece, NULL);
    return 0;
}

int desk_wait(struct desk *desk, size_t count)
{
    while (atomic_load(&desk->collected) < count) {
        sched_yield();
    }
    return 0;
}
