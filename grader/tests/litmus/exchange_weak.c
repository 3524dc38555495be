/* A weak compare-exchange may fail for no reason; beside a write also for one.
 * Printed are the success and what was found.
 *
 * Case: alone -DU=rlx -DF=rlx -DALONE
 * Gives: 00 10
 * Case: relaxed -DU=rlx -DF=rlx
 * Gives: 00 05 10
 */
#include "litmus.h"

static atomic_int x;
static int r0, r1;

static void *a(void *none)
{
    int expected = 0;
    r0 = WEAK_CAS(x, &expected, 1, U, F);
    r1 = expected;
    return none;
}

static void *b(void *none)
{
#ifndef ALONE
    STORE(x, 5, rlx);
#endif
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
