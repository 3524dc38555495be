/*
 * Lesson 25, a solution: the flag and the look are sequentially consistent.
 *
 * Invariant: of two tries that overlap, at least one sees the other's flag up.
 * All four accesses (two stores, two loads) have one order; whichever store is
 * the later one there, the load that follows it comes after both.
 */
#include "entry.h"

#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool up[2]; /* each is written by its own side alone */
static long visits = 0;   /* plain: only who is inside touches it */

/* Who is refused has written nothing inside, so the flag goes down without an
 * order: what was done in earlier turns was told when it went up. */
long entry_try(int side)
{
    atomic_store_explicit(&up[side], true, memory_order_seq_cst);
    if (!atomic_load_explicit(&up[1 - side], memory_order_seq_cst)) {
        return ++visits;
    }
    atomic_store_explicit(&up[side], false, memory_order_relaxed);
    return 0;
}

void entry_leave(int side)
{
    atomic_store_explicit(&up[side], false, memory_order_release);
}
