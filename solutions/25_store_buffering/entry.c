/*
 * Lesson 25, a solution: the flag and the look are sequentially consistent.
 *
 * Invariant: of two tries that overlap, at least one sees the other's flag up.
 * All four accesses (two stores, two loads) have one order; whichever store is
 * the later one there, the load that follows it comes after both.
 */
#include "entry.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

struct entry {
    atomic_bool up[2]; /* each is written by its own side alone */
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

/* Who is refused has written nothing inside, so the flag goes down without an
 * order: what was done in earlier turns was told when it went up. */
bool entry_try(struct entry *entry, int side)
{
    atomic_store_explicit(&entry->up[side], true, memory_order_seq_cst);
    if (!atomic_load_explicit(&entry->up[1 - side], memory_order_seq_cst)) {
        return true;
    }
    atomic_store_explicit(&entry->up[side], false, memory_order_relaxed);
    return false;
}

void entry_leave(struct entry *entry, int side)
{
    atomic_store_explicit(&entry->up[side], false, memory_order_release);
}
