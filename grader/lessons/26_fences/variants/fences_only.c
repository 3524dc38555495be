/* Variant: every access is relaxed, and all order is made by fences: two of
 * each kind. */
#include "quote.h"

#include <stdatomic.h>

static atomic_ulong sequence = 0;
static atomic_long bid = 0;
static atomic_long ask = 0;

void quote_set(const struct quote *quote)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_relaxed);

    atomic_store_explicit(&sequence, before + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&bid, quote->bid, memory_order_relaxed);
    atomic_store_explicit(&ask, quote->ask, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&sequence, before + 2, memory_order_relaxed);
}

bool quote_try(struct quote *quote)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_relaxed);

    atomic_thread_fence(memory_order_acquire);
    long pays = atomic_load_explicit(&bid, memory_order_relaxed);
    long asks = atomic_load_explicit(&ask, memory_order_relaxed);
    atomic_thread_fence(memory_order_acquire);
    unsigned long after = atomic_load_explicit(&sequence, memory_order_relaxed);

    if (before % 2 != 0 || before != after) {
        return false;
    }
    *quote = (struct quote){pays, asks};
    return true;
}
