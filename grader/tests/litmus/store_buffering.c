/* Store buffering: each thread writes its own word, then reads the other's.
 * Both may read the old value unless all four are sc or both have an sc fence.
 *
 * Case: relaxed -DWA=rlx -DRA=rlx -DWB=rlx -DRB=rlx
 * Gives: 00 01 10 11
 * Case: acq_rel -DWA=rel -DRA=acq -DWB=rel -DRB=acq
 * Gives: 00 01 10 11
 * Case: sc -DWA=sc -DRA=sc -DWB=sc -DRB=sc
 * Gives: 01 10 11
 * Case: sc_writes -DWA=sc -DRA=acq -DWB=sc -DRB=acq
 * Gives: 00 01 10 11
 * Case: sc_reads -DWA=rel -DRA=sc -DWB=rel -DRB=sc
 * Gives: 00 01 10 11
 * Case: one_read_relaxed -DWA=sc -DRA=rlx -DWB=sc -DRB=sc
 * Gives: 00 01 10 11
 * Case: fences -DWA=rlx -DRA=rlx -DWB=rlx -DRB=rlx -DFA=sc -DFB=sc
 * Gives: 01 10 11
 * Case: fence_in_a -DWA=rlx -DRA=rlx -DWB=rlx -DRB=rlx -DFA=sc
 * Gives: 00 01 10 11
 * Case: fence_and_sc -DWA=rlx -DRA=rlx -DWB=sc -DRB=sc -DFA=sc
 * Gives: 01 10 11
 * Case: fence_and_acq_rel -DWA=rlx -DRA=rlx -DWB=rel -DRB=acq -DFA=sc
 * Gives: 00 01 10 11
 * Case: weak_fences -DWA=rlx -DRA=rlx -DWB=rlx -DRB=rlx -DFA=ar -DFB=ar
 * Gives: 00 01 10 11
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

static void *a(void *none)
{
    STORE(x, 1, WA);
    FENCE(FA);
    r0 = LOAD(y, RA);
    return none;
}

static void *b(void *none)
{
    STORE(y, 1, WB);
    FENCE(FB);
    r1 = LOAD(x, RB);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
