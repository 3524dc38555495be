/* Write-to-read causality (WRC): b sees what a wrote and tells c of it. Does c
 * see it, too?
 *
 * Case: relaxed -DRB=rlx -DWB=rlx -DRC=rlx
 * Gives: 000 001 010 011 100 101 110 111
 * Case: acq_rel -DRB=acq -DWB=rel -DRC=acq
 * Gives: 000 001 010 011 100 101 111
 * Case: b_relaxed_read -DRB=rlx -DWB=rel -DRC=acq
 * Gives: 000 001 010 011 100 101 111
 * Case: b_relaxed_write -DRB=acq -DWB=rlx -DRC=acq
 * Gives: 000 001 010 011 100 101 110 111
 * Case: c_relaxed -DRB=acq -DWB=rel -DRC=rlx
 * Gives: 000 001 010 011 100 101 110 111
 * Case: sc_but_last -DWA=rel -DRB=sc -DWB=sc -DRC=sc
 * Gives: 000 001 010 011 100 101 111
 * Case: fences -DRB=rlx -DWB=rlx -DRC=rlx -DFB=ar -DFC=acq
 * Gives: 000 001 010 011 100 101 111
 * Case: fence_in_b -DRB=rlx -DWB=rlx -DRC=acq -DFB=sc
 * Gives: 000 001 010 011 100 101 111
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1, r2;

#ifndef WA
#define WA rel
#endif

static void *a(void *none)
{
    STORE(x, 1, WA);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(x, RB);
    FENCE(FB);
    STORE(y, 1, WB);
    return none;
}

static void *c(void *none)
{
    r1 = LOAD(y, RC);
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
