/* Variant: the strongest order everywhere, written as plain uses of atomic
 * variables. */
#include "entry.h"

#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool up[2];
static long visits = 0;

long entry_try(int side)
{
    up[side] = true;
    if (up[1 - side]) {
        up[side] = false;
        return 0;
    }
    visits++;
    return visits;
}

void entry_leave(int side)
{
    up[side] = false;
}
