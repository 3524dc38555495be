/* Independent reads of independent writes (IRIW): do two readers see two
 * writes in different orders? Printed is for each reader whether it saw its
 * first word new and its second one old.
 *
 * Case: acq_rel -DW=rel -DR1=acq -DR2=acq
 * Gives: 00 01 10 11
 * Case: sc -DW=sc -DR1=sc -DR2=sc
 * Gives: 00 01 10
 * Case: sc_writes -DW=sc -DR1=acq -DR2=acq
 * Gives: 00 01 10 11
 * Case: sc_reads -DW=rel -DR1=sc -DR2=sc
 * Gives: 00 01 10 11
 * Case: first_reads_acquire -DW=sc -DR1=acq -DR2=sc
 * Gives: 00 01 10 11
 * Case: second_reads_acquire -DW=sc -DR1=sc -DR2=acq
 * Gives: 00 01 10 11
 * Case: fences -DW=rlx -DR1=rlx -DR2=rlx -DFC=sc -DFD=sc
 * Gives: 00 01 10
 * Case: fence_in_c -DW=rlx -DR1=rlx -DR2=rlx -DFC=sc
 * Gives: 00 01 10 11
 * Case: fence_and_acquire -DW=rel -DR1=acq -DR2=acq -DFC=sc
 * Gives: 00 01 10 11
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1, r2, r3;

static void *a(void *none)
{
    STORE(x, 1, W);
    return none;
}

static void *b(void *none)
{
    STORE(y, 1, W);
    return none;
}

static void *c(void *none)
{
    r0 = LOAD(x, R1);
    FENCE(FC);
    r1 = LOAD(y, R2);
    return none;
}

static void *d(void *none)
{
    r2 = LOAD(y, R1);
    FENCE(FD);
    r3 = LOAD(x, R2);
    return none;
}

int main(void)
{
    run_four(a, b, c, d);
    printf("%d%d\n", r0 && !r1, r2 && !r3);
    return 0;
}
