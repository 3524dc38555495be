/* Variant: no fence. The second look is a read-modify-write that changes
 * nothing (Boehm 2012): it reads the last number there is, and being a release,
 * it tells the dealer's next step, an acquire, that the prices were read. */
#include "quote.h"

#include <stdatomic.h>

static atomic_ulong sequence = 0;
static atomic_long bid = 0;
static atomic_long ask = 0;

void quote_set(const struct quote *quote)
{
    atomic_fetch_add_explicit(&sequence, 1, memory_order_acquire);
    atomic_store_explicit(&bid, quote->bid, memory_order_relaxed);
    atomic_store_explicit(&ask, quote->ask, memory_order_relaxed);
    atomic_fetch_add_explicit(&sequence, 1, memory_order_release);
}

bool quote_try(struct quote *quote)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_acquire);
    long pays = atomic_load_explicit(&bid, memory_order_relaxed);
    long asks = atomic_load_explicit(&ask, memory_order_relaxed);

    if (before % 2 != 0 || before != atomic_fetch_add_explicit(
                                         &sequence, 0, memory_order_release)) {
        return false;
    }
    *quote = (struct quote){pays, asks};
    return true;
}
