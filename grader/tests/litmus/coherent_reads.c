/* Coherence of reads (CoRR): who saw the new value never sees the old one
 * again.
 *
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: 00 01 11
 * Case: sc -DW=sc -DR=sc
 * Gives: 00 01 11
 */
#include "litmus.h"

static atomic_int x;
static int r0, r1;

static void *a(void *none)
{
    STORE(x, 1, W);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(x, R);
    r1 = LOAD(x, R);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
