/* Coherence of read and write (CoRW): nobody reads its own later write, alone
 * (CoRW1) or with another's write (CoRW2), nor one that comes after it.
 * Printed are what a read and what is there at the end.
 *
 * Case: alone -DW=rlx -DR=rlx -DALONE
 * Gives: 01
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: 01 02 21
 * Case: sc -DW=sc -DR=sc
 * Gives: 01 02 21
 */
#include "litmus.h"

static atomic_int x;
static int r0;

static void *a(void *none)
{
    r0 = LOAD(x, R);
    STORE(x, 1, W);
    return none;
}

static void *b(void *none)
{
#ifndef ALONE
    STORE(x, 2, W);
#endif
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, LOAD(x, rlx));
    return 0;
}
