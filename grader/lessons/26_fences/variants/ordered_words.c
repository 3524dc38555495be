/* Variant: no fence. Each price is stored with release and loaded with acquire,
 * so whoever reads one knows of the odd number that was stored before it
 * (lesson 18). */
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
    atomic_store_explicit(&bid, quote->bid, memory_order_release);
    atomic_store_explicit(&ask, quote->ask, memory_order_release);
    atomic_store_explicit(&sequence, before + 2, memory_order_release);
}

bool quote_try(struct quote *quote)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_acquire);
    long pays = atomic_load_explicit(&bid, memory_order_acquire);
    long asks = atomic_load_explicit(&ask, memory_order_acquire);

    if (before % 2 != 0 ||
        before != atomic_load_explicit(&sequence, memory_order_relaxed)) {
        return false;
    }
    *quote = (struct quote){pays, asks};
    return true;
}
