/* Read-to-write causality (RWC): b saw a's write, but not c's. May c miss a's?
 *
 * Case: acq_rel -DWA=rel -DR1=acq -DR2=acq -DWC=rel -DR3=acq
 * Gives: 000 001 010 011 100 101 110 111
 * Case: sc -DWA=sc -DR1=sc -DR2=sc -DWC=sc -DR3=sc
 * Gives: 000 001 010 011 101 110 111
 * Case: sc_but_a -DWA=rel -DR1=acq -DR2=sc -DWC=sc -DR3=sc
 * Gives: 000 001 010 011 100 101 110 111
 * Case: fences -DWA=rlx -DR1=rlx -DR2=rlx -DWC=rlx -DR3=rlx -DFB=sc -DFC=sc
 * Gives: 000 001 010 011 101 110 111
 * Case: fence_in_b -DWA=rlx -DR1=rlx -DR2=rlx -DWC=rlx -DR3=rlx -DFB=sc
 * Gives: 000 001 010 011 100 101 110 111
 * Case: fence_in_c -DWA=rel -DR1=acq -DR2=rlx -DWC=rlx -DR3=rlx -DFC=sc
 * Gives: 000 001 010 011 100 101 110 111
 * Case: fence_c_and_sc -DWA=sc -DR1=sc -DR2=sc -DWC=rlx -DR3=rlx -DFC=sc
 * Gives: 000 001 010 011 101 110 111
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1, r2;

static void *a(void *none)
{
    STORE(x, 1, WA);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(x, R1);
    FENCE(FB);
    r1 = LOAD(y, R2);
    return none;
}

static void *c(void *none)
{
    STORE(y, 1, WC);
    FENCE(FC);
    r2 = LOAD(x, R3);
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d%d\n", r0, r1, r2);
    return 0;
}
