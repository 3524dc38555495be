/* The shape R: a writes x, then y; b writes y after that, as it stays at the
 * end, and then misses x. Printed are y and what b read.
 *
 * Case: acq_rel -DW1=rel -DW2=rel -DW3=rel -DR=acq
 * Gives: 10 11 20 21
 * Case: sc -DW1=sc -DW2=sc -DW3=sc -DR=sc
 * Gives: 10 11 21
 * Case: sc_but_y_of_a -DW1=sc -DW2=rel -DW3=sc -DR=sc
 * Gives: 10 11 20 21
 * Case: sc_but_read -DW1=sc -DW2=sc -DW3=sc -DR=acq
 * Gives: 10 11 20 21
 * Case: fences -DW1=rlx -DW2=rlx -DW3=rlx -DR=rlx -DFA=sc -DFB=sc
 * Gives: 10 11 21
 * Case: fence_in_b -DW1=rlx -DW2=rel -DW3=rlx -DR=rlx -DFB=sc
 * Gives: 10 11 20 21
 * Case: fence_b_and_sc -DW1=sc -DW2=sc -DW3=rlx -DR=rlx -DFB=sc
 * Gives: 10 11 21
 */
#include "litmus.h"

static atomic_int x, y;
static int r0;

static void *a(void *none)
{
    STORE(x, 1, W1);
    FENCE(FA);
    STORE(y, 1, W2);
    return none;
}

static void *b(void *none)
{
    STORE(y, 2, W3);
    FENCE(FB);
    r0 = LOAD(x, R);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", LOAD(y, rlx), r0);
    return 0;
}
