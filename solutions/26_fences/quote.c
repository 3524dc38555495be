/*
 * Lesson 26, a solution: a sequence lock with two fences.
 *
 * Invariant: `sequence` is odd while the dealer sets a quote, even otherwise,
 * and never has the same value twice. Whoever reads a price that is newer than
 * the first look reads, behind the fence, the odd number that was stored before
 * it, or a later one; whoever reads none has an old quote, which is whole.
 */
#include "quote.h"

#include <stdatomic.h>

static atomic_ulong sequence = 0; /* these three: written by the dealer alone */
static atomic_long bid = 0;
static atomic_long ask = 0;

/* The fence stands behind the odd number and before the prices: together with
 * the fence of a reader that sees one of them it brings the number along. */
void quote_set(const struct quote *quote)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_relaxed);

    atomic_store_explicit(&sequence, before + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&bid, quote->bid, memory_order_relaxed);
    atomic_store_explicit(&ask, quote->ask, memory_order_relaxed);
    atomic_store_explicit(&sequence, before + 2, memory_order_release);
}

/* The fence stands behind the prices and before the second look. */
bool quote_try(struct quote *quote)
{
    struct quote seen;
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_acquire);

    seen.bid = atomic_load_explicit(&bid, memory_order_relaxed);
    seen.ask = atomic_load_explicit(&ask, memory_order_relaxed);
    atomic_thread_fence(memory_order_acquire);
    if (before % 2 != 0 ||
        before != atomic_load_explicit(&sequence, memory_order_relaxed)) {
        return false;
    }
    *quote = seen;
    return true;
}
