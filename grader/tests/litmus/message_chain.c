/* A message over two threads (ISA2): a's data reach c by way of b.
 *
 * Case: relaxed -DWA=rlx -DRB=rlx -DWB=rlx -DRC=rlx
 * Gives: 000 001 010 011 100 101 110 111
 * Case: acq_rel -DWA=rel -DRB=acq -DWB=rel -DRC=acq
 * Gives: 000 001 010 011 100 101 111
 * Case: a_relaxed -DWA=rlx -DRB=acq -DWB=rel -DRC=acq
 * Gives: 000 001 010 011 100 101 110 111
 * Case: b_relaxed_write -DWA=rel -DRB=acq -DWB=rlx -DRC=acq
 * Gives: 000 001 010 011 100 101 110 111
 * Case: fences -DWA=rlx -DRB=rlx -DWB=rlx -DRC=rlx -DFA=rel -DFB=ar -DFC=acq
 * Gives: 000 001 010 011 100 101 111
 * Case: no_fence_in_b -DWA=rlx -DRB=rlx -DWB=rlx -DRC=rlx -DFA=rel -DFC=acq
 * Gives: 000 001 010 011 100 101 110 111
 * Case: b_fence -DWA=rel -DRB=rlx -DWB=rlx -DRC=acq -DFB=ar
 * Gives: 000 001 010 011 100 101 111
 */
#include "litmus.h"

static atomic_int x, y, z;
static int r0, r1, r2;

static void *a(void *none)
{
    STORE(x, 1, rlx);
    FENCE(FA);
    STORE(y, 1, WA);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(y, RB);
    FENCE(FB);
    STORE(z, 1, WB);
    return none;
}

static void *c(void *none)
{
    r1 = LOAD(z, RC);
    FENCE(FC);
    r2 = LOAD(x, rlx);
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d%d\n", r0, r1, r2);
    return 0;
}
