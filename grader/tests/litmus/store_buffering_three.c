/* Store buffering in a ring of three threads. A fence in one of them may meet
 * sc accesses in the next.
 *
 * Case: acq_rel -DW=rel -DR=acq -DWB=rel -DRB=acq
 * Gives: 000 001 010 011 100 101 110 111
 * Case: sc -DW=sc -DR=sc -DWB=sc -DRB=sc
 * Gives: 001 010 011 100 101 110 111
 * Case: fences -DW=rlx -DR=rlx -DWB=rlx -DRB=rlx -DFA=sc -DFB=sc -DFC=sc
 * Gives: 001 010 011 100 101 110 111
 * Case: two_fences -DW=rlx -DR=rlx -DWB=rel -DRB=acq -DFA=sc -DFC=sc
 * Gives: 000 001 010 011 100 101 110 111
 * Case: two_fences_and_sc -DW=rlx -DR=rlx -DWB=sc -DRB=sc -DFA=sc -DFC=sc
 * Gives: 001 010 011 100 101 110 111
 * Case: two_fences_sc_write -DW=rlx -DR=rlx -DWB=sc -DRB=acq -DFA=sc -DFC=sc
 * Gives: 000 001 010 011 100 101 110 111
 */
#include "litmus.h"

static atomic_int x, y, z;
static int r0, r1, r2;

static void *a(void *none)
{
    STORE(x, 1, W);
    FENCE(FA);
    r0 = LOAD(y, R);
    return none;
}

static void *b(void *none)
{
    STORE(y, 1, WB);
    FENCE(FB);
    r1 = LOAD(z, RB);
    return none;
}

static void *c(void *none)
{
    STORE(z, 1, W);
    FENCE(FC);
    r2 = LOAD(x, R);
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d%d\n", r0, r1, r2);
    return 0;
}
