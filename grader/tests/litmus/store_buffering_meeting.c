/* Store buffering where both threads update the same third word in between.
 * One of the updates reads from the other, so acquire and release order all.
 *
 * Case: relaxed -DU=rlx
 * Gives: 00 01 10 11
 * Case: release -DU=rel
 * Gives: 00 01 10 11
 * Case: acquire -DU=acq
 * Gives: 00 01 10 11
 * Case: acq_rel -DU=ar
 * Gives: 01 10 11
 */
#include "litmus.h"

static atomic_int x, y, z;
static int r0, r1;

static void *a(void *none)
{
    STORE(x, 1, rlx);
    ADD(z, 1, U);
    r0 = LOAD(y, rlx);
    return none;
}

static void *b(void *none)
{
    STORE(y, 1, rlx);
    ADD(z, 1, U);
    r1 = LOAD(x, rlx);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
