/* Load buffering: each thread reads its own word, then writes the other's.
 * RC11 lets no value come from the future, whatever the orders.
 *
 * Case: relaxed -DR=rlx -DW=rlx
 * Gives: 00 01 10
 * Case: sc -DR=sc -DW=sc
 * Gives: 00 01 10
 * Case: fences -DR=rlx -DW=rlx -DFA=sc -DFB=sc
 * Gives: 00 01 10
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

static void *a(void *none)
{
    r0 = LOAD(x, R);
    FENCE(FA);
    STORE(y, 1, W);
    return none;
}

static void *b(void *none)
{
    r1 = LOAD(y, R);
    FENCE(FB);
    STORE(x, 1, W);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
