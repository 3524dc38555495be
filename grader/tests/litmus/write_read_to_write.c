/* Read-to-write causality by a message (W+RWC): b learns of a's write by a
 * second word, but does not see c's. May c miss a's? In C11 as it was first
 * written the accesses that are sc forbade more here than machines keep.
 *
 * Case: acq_rel -DWX=rel -DWZ=rel -DRZ=acq -DRY=acq -DWY=rel -DRX=acq
 * Gives: 000 001 010 011 100 101 110 111
 * Case: sc -DWX=sc -DWZ=sc -DRZ=sc -DRY=sc -DWY=sc -DRX=sc
 * Gives: 000 001 010 011 101 110 111
 * Case: sc_but_z -DWX=sc -DWZ=rel -DRZ=acq -DRY=sc -DWY=sc -DRX=sc
 * Gives: 000 001 010 011 101 110 111
 * Case: sc_but_x -DWZ=rel -DRZ=acq -DRY=sc -DWY=sc -DRX=sc
 * Gives: 000 001 010 011 100 101 110 111
 * Case: fence_in_c -DWZ=rel -DRZ=acq -DRY=sc -DWY=sc -DFC=sc
 * Gives: 000 001 010 011 100 101 110 111
 * Case: fences -DWZ=rel -DRZ=acq -DRY=rlx -DWY=rlx -DFB=sc -DFC=sc
 * Gives: 000 001 010 011 101 110 111
 */
#include "litmus.h"

static atomic_int x, y, z;
static int r0, r1, r2;

#ifndef WX
#define WX rlx
#endif
#ifndef RX
#define RX rlx
#endif

static void *a(void *none)
{
    STORE(x, 1, WX);
    STORE(z, 1, WZ);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(z, RZ);
    FENCE(FB);
    r1 = LOAD(y, RY);
    return none;
}

static void *c(void *none)
{
    STORE(y, 1, WY);
    FENCE(FC);
    r2 = LOAD(x, RX);
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d%d\n", r0, r1, r2);
    return 0;
}
