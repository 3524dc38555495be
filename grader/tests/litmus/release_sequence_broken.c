/* A release sequence that another thread's write breaks: who reads that write
 * has acquired nothing of a's, unless b handed it on. Printed are what b and c
 * read, and the plain data, 0 if c did not look.
 *
 * Case: broken -DRB=rlx -DWB=rlx -DRC=acq
 * Gives: race
 * Case: b_only_acquires -DRB=acq -DWB=rlx -DRC=acq
 * Gives: race
 * Case: b_only_releases -DRB=rlx -DWB=rel -DRC=acq
 * Gives: race
 * Case: handed_on -DRB=acq -DWB=rel -DRC=acq
 * Gives: 000 010 100 110 121
 * Case: handed_on_by_fence -DRB=rlx -DWB=rlx -DRC=acq -DFB=ar
 * Gives: 000 010 100 110 121
 */
#include "litmus.h"

static atomic_int x;
static int data, r0, r1, r2;

static void *a(void *none)
{
    data = 1;
    STORE(x, 1, rel);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(x, RB);
    if (r0) {
        FENCE(FB);
        STORE(x, 2, WB);
    }
    return none;
}

static void *c(void *none)
{
    r1 = LOAD(x, RC);
    if (r1 == 2)
        r2 = data;
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d%d\n", r0, r1, r2);
    return 0;
}
