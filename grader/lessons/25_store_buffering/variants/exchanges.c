/* Variant: the flag goes up by an exchange, which is a store and has to be
 * sequentially consistent like any other. */
#include "entry.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

struct entry {
    atomic_bool up[2];
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
    atomic_exchange_explicit(&entry->up[side], true, memory_order_seq_cst);
    if (!atomic_load_explicit(&entry->up[1 - side], memory_order_seq_cst)) {
        return true;
    }
    atomic_exchange_explicit(&entry->up[side], false, memory_order_release);
    return false;
}

void entry_leave(struct entry *entry, int side)
{
    atomic_exchange_explicit(&entry->up[side], false, memory_order_release);
}
