/* Variant: the flag goes up by an exchange, which is a store and has to be
 * sequentially consistent like any other. */
#include "entry.h"

#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool up[2];
static long visits = 0;

long entry_try(int side)
{
    atomic_exchange_explicit(&up[side], true, memory_order_seq_cst);
    if (!atomic_load_explicit(&up[1 - side], memory_order_seq_cst)) {
        return ++visits;
    }
    atomic_exchange_explicit(&up[side], false, memory_order_release);
    return 0;
}

void entry_leave(int side)
{
    atomic_exchange_explicit(&up[side], false, memory_order_release);
}
