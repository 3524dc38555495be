/* Two writes each (2+2W): both threads write both words, in opposite orders.
 * May both first writes stay, though they were made first? Printed are x and
 * y.
 *
 * Case: relaxed -DW1=rlx -DW2=rlx
 * Gives: 11 12 21 22
 * Case: sc -DW1=sc -DW2=sc
 * Gives: 12 21 22
 * Case: sc_first -DW1=sc -DW2=rel
 * Gives: 11 12 21 22
 * Case: sc_second -DW1=rlx -DW2=sc
 * Gives: 11 12 21 22
 * Case: fences -DW1=rlx -DW2=rlx -DFA=sc -DFB=sc
 * Gives: 12 21 22
 * Case: fence_in_a -DW1=rlx -DW2=rlx -DFA=sc
 * Gives: 11 12 21 22
 */
#include "litmus.h"

static atomic_int x, y;

static void *a(void *none)
{
    STORE(x, 1, W1);
    FENCE(FA);
    STORE(y, 2, W2);
    return none;
}

static void *b(void *none)
{
    STORE(y, 1, W1);
    FENCE(FB);
    STORE(x, 2, W2);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", LOAD(x, rlx), LOAD(y, rlx));
    return 0;
}
