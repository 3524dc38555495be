/* How Dekker's and Peterson's locks begin: each thread shows its flag and
 * enters if it does not see the other's. Too weak orders let both enter, which
 * is a race.
 *
 * Case: acq_rel -DW=rel -DR=acq
 * Gives: race
 * Case: sc -DW=sc -DR=sc
 * Gives: 0 1
 * Case: sc_writes -DW=sc -DR=acq
 * Gives: race
 * Case: fences -DW=rlx -DR=rlx -DFA=sc -DFB=sc
 * Gives: 0 1
 * Case: fence_in_a -DW=rlx -DR=rlx -DFA=sc
 * Gives: race
 */
#include "litmus.h"

static atomic_int x, y;
static int data;

static void *a(void *none)
{
    STORE(x, 1, W);
    FENCE(FA);
    if (!LOAD(y, R))
        data++;
    return none;
}

static void *b(void *none)
{
    STORE(y, 1, W);
    FENCE(FB);
    if (!LOAD(x, R))
        data++;
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d\n", data);
    return 0;
}
