/* A sequence lock: the reader takes what it read only if the count is even and
 * the same before and after. Without its fences it takes halves. Printed are
 * the two words, or -- if they are not taken.
 *
 * Case: fences -DFA=rel -DFB=acq
 * Gives: -- 00 11
 * Case: no_fence_in_a -DFB=acq
 * Gives: -- 00 01 10 11
 * Case: no_fence_in_b -DFA=rel
 * Gives: -- 00 01 10 11
 */
#include "litmus.h"

static atomic_int count, x, y;
static int r0, r1, before, after;

static void *a(void *none)
{
    STORE(count, 1, rlx);
    FENCE(FA);
    STORE(x, 1, rlx);
    STORE(y, 1, rlx);
    STORE(count, 2, rel);
    return none;
}

static void *b(void *none)
{
    before = LOAD(count, acq);
    r0 = LOAD(x, rlx);
    r1 = LOAD(y, rlx);
    FENCE(FB);
    after = LOAD(count, rlx);
    return none;
}

int main(void)
{
    run_two(a, b);
    if (before == after && before % 2 == 0)
        printf("%d%d\n", r0, r1);
    else
        printf("--\n");
    return 0;
}
