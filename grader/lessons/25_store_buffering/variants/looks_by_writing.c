/* Variant: the look is a read-modify-write that changes nothing. It reads the
 * last value that there is (C11, 7.17.3), and what goes up later acquires it:
 * so one of two who try comes after the other, without any seq_cst. */
#include "entry.h"

#include <stdatomic.h>

static atomic_int up[2];
static long visits = 0;

long entry_try(int side)
{
    atomic_exchange_explicit(&up[side], 1, memory_order_acq_rel);
    if (atomic_fetch_add_explicit(&up[1 - side], 0, memory_order_acq_rel) ==
        0) {
        return ++visits;
    }
    atomic_exchange_explicit(&up[side], 0, memory_order_release);
    return 0;
}

void entry_leave(int side)
{
    atomic_exchange_explicit(&up[side], 0, memory_order_release);
}
