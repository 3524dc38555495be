/* A strong compare-exchange may fail since it reads an old value, even after
 * the flag that was written later. Printed are the flag, the success and what
 * was found (1 is what it expects).
 *
 * Case: relaxed -DW=rlx -DR=rlx -DU=rlx -DF=rlx
 * Gives: 000 011 100 111
 * Case: update_sc -DW=rlx -DR=rlx -DU=sc -DF=sc
 * Gives: 000 011 100 111
 * Case: release_only -DW=rel -DR=rlx -DU=rlx -DF=rlx
 * Gives: 000 011 100 111
 * Case: release_acquire -DW=rel -DR=acq -DU=rlx -DF=rlx
 * Gives: 000 011 111
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1, r2;

static void *a(void *none)
{
    STORE(x, 1, rlx);
    STORE(y, 1, W);
    return none;
}

static void *b(void *none)
{
    int expected = 1;
    r0 = LOAD(y, R);
    r1 = CAS(x, &expected, 2, U, F);
    r2 = expected;
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d%d\n", r0, r1, r2);
    return 0;
}
