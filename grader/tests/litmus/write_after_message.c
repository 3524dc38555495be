/* The shape S: b sees a's flag and overwrites the data that a wrote before it.
 * May a's data stay? Printed are what b read and x at the end.
 *
 * Case: relaxed -DW1=rlx -DW2=rlx -DR=rlx -DW3=rlx
 * Gives: 01 02 11 12
 * Case: release_acquire -DW1=rlx -DW2=rel -DR=acq -DW3=rlx
 * Gives: 01 02 11
 * Case: release_only -DW1=rlx -DW2=rel -DR=rlx -DW3=rlx
 * Gives: 01 02 11 12
 * Case: acquire_only -DW1=rlx -DW2=rlx -DR=acq -DW3=rlx
 * Gives: 01 02 11 12
 * Case: sc -DW1=sc -DW2=sc -DR=sc -DW3=sc
 * Gives: 01 02 11
 * Case: fences -DW1=rlx -DW2=rlx -DR=rlx -DW3=rlx -DFA=rel -DFB=acq
 * Gives: 01 02 11
 */
#include "litmus.h"

static atomic_int x, y;
static int r0;

static void *a(void *none)
{
    STORE(x, 2, W1);
    FENCE(FA);
    STORE(y, 1, W2);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(y, R);
    FENCE(FB);
    STORE(x, 1, W3);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, LOAD(x, rlx));
    return 0;
}
