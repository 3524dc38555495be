/* An update may read an old value, where its own then comes before the newer
 * one. Printed are what b read of the flag, what its update read, and x at the
 * end.
 *
 * Case: relaxed -DW=rlx -DR=rlx -DU=rlx
 * Gives: 003 034 103 134
 * Case: update_sc -DW=rlx -DR=rlx -DU=sc
 * Gives: 003 034 103 134
 * Case: release_acquire -DW=rel -DR=acq -DU=rlx
 * Gives: 003 034 134
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

static void *a(void *none)
{
    STORE(x, 3, rlx);
    STORE(y, 1, W);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(y, R);
    r1 = ADD(x, 1, U);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d%d\n", r0, r1, LOAD(x, rlx));
    return 0;
}
