/* Variant: sequentially consistent fences, which release and acquire as well,
 * and a sequence that grows by a read-modify-write. */
#include "quote.h"

#include <stdatomic.h>

static atomic_ulong sequence = 0;
static atomic_long words[2];

void quote_set(const struct quote *quote)
{
    atomic_fetch_add_explicit(&sequence, 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    atomic_store_explicit(&words[0], quote->bid, memory_order_relaxed);
    atomic_store_explicit(&words[1], quote->ask, memory_order_relaxed);
    atomic_fetch_add_explicit(&sequence, 1, memory_order_release);
}

bool quote_try(struct quote *quote)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_acquire);

    if (before % 2 != 0) {
        return false;
    }
    long pays = atomic_load_explicit(&words[0], memory_order_relaxed);
    long asks = atomic_load_explicit(&words[1], memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    if (before != atomic_load_explicit(&sequence, memory_order_relaxed)) {
        return false;
    }
    quote->bid = pays;
    quote->ask = asks;
    return true;
}
