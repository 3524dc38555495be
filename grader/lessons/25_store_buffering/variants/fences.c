/* Variant: relaxed flags, and a sequentially consistent fence between the
 * store and the load, at both sides. The fence acquires nothing for a load that
 * comes after it, so the load is an acquire. */
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
    atomic_store_explicit(&entry->up[side], true, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    if (!atomic_load_explicit(&entry->up[1 - side], memory_order_acquire)) {
        return true;
    }
    atomic_store_explicit(&entry->up[side], false, memory_order_release);
    return false;
}

void entry_leave(struct entry *entry, int side)
{
    atomic_store_explicit(&entry->up[side], false, memory_order_release);
}
