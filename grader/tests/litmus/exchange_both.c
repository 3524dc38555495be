/* Two compare-exchanges from the same value: exactly one succeeds. The loser
 * sees the winner's value. Printed are the successes and what each found.
 *
 * Case: relaxed -DU=rlx -DF=rlx
 * Gives: 01-20 10-01
 * Case: acq_rel -DU=ar -DF=acq
 * Gives: 01-20 10-01
 */
#include "litmus.h"

static atomic_int x;
static int r0, r1, r2, r3;

static void *a(void *none)
{
    int expected = 0;
    r0 = CAS(x, &expected, 1, U, F);
    r1 = expected;
    return none;
}

static void *b(void *none)
{
    int expected = 0;
    r2 = CAS(x, &expected, 2, U, F);
    r3 = expected;
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d-%d%d\n", r0, r2, r1, r3);
    return 0;
}
