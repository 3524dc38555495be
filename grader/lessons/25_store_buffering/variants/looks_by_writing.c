/* Variant: the look is a read-modify-write that changes nothing. It reads the
 * last value that there is (C11, 7.17.3), and what goes up later acquires it:
 * so one of two who try comes after the other, without any seq_cst. */
#include "entry.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

struct entry {
    atomic_int up[2];
};

int entry_create(struct entry **entry)
{
    struct entry *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->up[0], false);
    atomic_init(&made->up[1], false);
    *entry = made;
    return 0;
}

void entry_destroy(struct entry *entry)
{
    free(entry);
}

bool entry_try(struct entry *entry, int side)
{
    atomic_exchange_explicit(&entry->up[side], 1, memory_order_acq_rel);
    if (atomic_fetch_add_explicit(&entry->up[1 - side], 0,
                                  memory_order_acq_rel) == 0) {
        return true;
    }
    atomic_exchange_explicit(&entry->up[side], 0, memory_order_release);
    return false;
}

void entry_leave(struct entry *entry, int side)
{
    atomic_exchange_explicit(&entry->up[side], 0, memory_order_release);
}
