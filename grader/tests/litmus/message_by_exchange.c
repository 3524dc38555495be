/* Plain data handed over by compare-exchanges: they order as their first order
 * says if they succeed. Printed are the data, 0 if b did not get them.
 *
 * Case: release_acquire -DUA=rel -DUB=acq
 * Gives: 0 1
 * Case: acq_rel -DUA=ar -DUB=ar
 * Gives: 0 1
 * Case: relaxed -DUA=rlx -DUB=rlx
 * Gives: race
 * Case: wrong_sides -DUA=acq -DUB=rel
 * Gives: race
 * Case: fences -DUA=rlx -DUB=rlx -DFA=rel -DFB=acq
 * Gives: 0 1
 */
#include "litmus.h"

static atomic_int x;
static int data, r0;

static void *a(void *none)
{
    int expected = 0;
    data = 1;
    FENCE(FA);
    CAS(x, &expected, 1, UA, rlx);
    return none;
}

static void *b(void *none)
{
    int expected = 1;
    if (CAS(x, &expected, 2, UB, rlx)) {
        FENCE(FB);
        r0 = data;
    }
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d\n", r0);
    return 0;
}
