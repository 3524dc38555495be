/* Variant: an atomic pointer and an atomic number, and who waits looks again
 * and again without a single call in between: wasteful, but right. */
#include "desk.h"

#include <errno.h>
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
        continue;
    }
    atomic_store(&desk->piece, piece);
    return 0;
}

int desk_collect(struct desk *desk, void **piece)
{
    void *taken = atomic_load(&desk->piece);

    while (taken == NULL) {
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
        continue;
    }
    return 0;
}
