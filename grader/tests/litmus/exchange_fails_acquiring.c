/* A compare-exchange that fails is a read with its second order; it releases
 * nothing. Printed are the success and the plain data, 0 if b did not look.
 *
 * Case: acquires -DU=ar -DF=acq
 * Gives: 01 10
 * Case: relaxed -DU=ar -DF=rlx
 * Gives: race
 * Case: fence -DU=rlx -DF=rlx -DFB=acq
 * Gives: 01 10
 */
#include "litmus.h"

static atomic_int x;
static int data, r0, r1;

static void *a(void *none)
{
    data = 1;
    STORE(x, 1, rel);
    return none;
}

static void *b(void *none)
{
    int expected = 0;
    r0 = CAS(x, &expected, 2, U, F);
    if (!r0) {
        FENCE(FB);
        r1 = data;
    }
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
