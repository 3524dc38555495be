/* A release sequence that another thread's update continues, however weak: who
 * reads the update's value has acquired a's release. Values are odd only after
 * a's write. Printed are the value and the plain data, 0 if c did not look.
 *
 * Case: relaxed -DWA=rel -DU=rlx -DRC=acq
 * Gives: 00 11 20 31
 * Case: update_acquires -DWA=rel -DU=acq -DRC=acq
 * Gives: 00 11 20 31
 * Case: read_relaxed -DWA=rel -DU=rlx -DRC=rlx
 * Gives: race
 * Case: write_relaxed -DWA=rlx -DU=rlx -DRC=acq
 * Gives: race
 * Case: update_releases -DWA=rlx -DU=rel -DRC=acq
 * Gives: race
 * Case: to_fence -DWA=rel -DU=rlx -DRC=rlx -DFC=acq
 * Gives: 00 11 20 31
 * Case: fence_to_fence -DWA=rlx -DU=rlx -DRC=rlx -DFA=rel -DFC=acq
 * Gives: 00 11 20 31
 */
#include "litmus.h"

static atomic_int x;
static int data, r0, r1;

static void *a(void *none)
{
    data = 1;
    FENCE(FA);
    STORE(x, 1, WA);
    return none;
}

static void *b(void *none)
{
    ADD(x, 2, U);
    return none;
}

static void *c(void *none)
{
    r0 = LOAD(x, RC);
    if (r0 & 1) {
        FENCE(FC);
        r1 = data;
    }
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d\n", r0, r1);
    return 0;
}
