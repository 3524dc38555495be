/* Message passing: one thread writes data, then a flag; the other reads the
 * flag, then the data, which are old only if nothing orders the two. All are
 * atomic.
 *
 * Case: relaxed -DWX=rlx -DWY=rlx -DRY=rlx -DRX=rlx
 * Gives: 00 01 10 11
 * Case: release_acquire -DWX=rlx -DWY=rel -DRY=acq -DRX=rlx
 * Gives: 00 01 11
 * Case: release_only -DWX=rlx -DWY=rel -DRY=rlx -DRX=rlx
 * Gives: 00 01 10 11
 * Case: acquire_only -DWX=rlx -DWY=rlx -DRY=acq -DRX=rlx
 * Gives: 00 01 10 11
 * Case: sc_data_only -DWX=sc -DWY=rlx -DRY=rlx -DRX=sc
 * Gives: 00 01 10 11
 * Case: sc_flag_only -DWX=rlx -DWY=sc -DRY=sc -DRX=rlx
 * Gives: 00 01 11
 * Case: sc_flag_relaxed -DWX=sc -DWY=sc -DRY=rlx -DRX=sc
 * Gives: 00 01 10 11
 * Case: fences -DWX=rlx -DWY=rlx -DRY=rlx -DRX=rlx -DFA=rel -DFB=acq
 * Gives: 00 01 11
 * Case: fence_to_atomic -DWX=rlx -DWY=rlx -DRY=acq -DRX=rlx -DFA=rel
 * Gives: 00 01 11
 * Case: atomic_to_fence -DWX=rlx -DWY=rel -DRY=rlx -DRX=rlx -DFB=acq
 * Gives: 00 01 11
 * Case: fence_in_a -DWX=rlx -DWY=rlx -DRY=rlx -DRX=rlx -DFA=sc
 * Gives: 00 01 10 11
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

static void *a(void *none)
{
    STORE(x, 1, WX);
    FENCE(FA);
    STORE(y, 1, WY);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(y, RY);
    FENCE(FB);
    r1 = LOAD(x, RX);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
