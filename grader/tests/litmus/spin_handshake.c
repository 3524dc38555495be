/* Two threads wait for each other in turn: both loops end. Printed is the data
 * that a reads at last.
 *
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: 0 1
 * Case: acq_rel -DW=rel -DR=acq
 * Gives: 1
 */
#include "litmus.h"

static atomic_int x, y;
static atomic_int data;
static int r0;

static void *a(void *none)
{
    STORE(x, 1, W);
    while (!LOAD(y, R))
        continue;
    r0 = LOAD(data, rlx);
    return none;
}

static void *b(void *none)
{
    while (!LOAD(x, R))
        continue;
    STORE(data, 1, rlx);
    STORE(y, 1, W);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d\n", r0);
    return 0;
}
