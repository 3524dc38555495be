/* Variant: relaxed flags, and a sequentially consistent fence between the
 * store and the load, at both sides. The fence acquires nothing for a load that
 * comes after it, so the load is an acquire. */
#include "entry.h"

#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool up[2];
static long visits = 0;

long entry_try(int side)
{
    atomic_store_explicit(&up[side], true, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    if (!atomic_load_explicit(&up[1 - side], memory_order_acquire)) {
        return ++visits;
    }
    atomic_store_explicit(&up[side], false, memory_order_release);
    return 0;
}

void entry_leave(int side)
{
    atomic_store_explicit(&up[side], false, memory_order_release);
}
