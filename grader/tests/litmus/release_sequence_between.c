/* The same thread's relaxed write continues its release sequence even where
 * another thread wrote in between. Printed are what c read and the data, which
 * are relaxed.
 *
 * Case: between -DW1=rel
 * Gives: 00 01 11 20 21 31
 * Case: not_released -DW1=rlx
 * Gives: 00 01 10 11 20 21 30 31
 */
#include "litmus.h"

static atomic_int x, data;
static int r0, r1;

static void *a(void *none)
{
    STORE(data, 1, rlx);
    STORE(x, 1, W1);
    STORE(x, 3, rlx);
    return none;
}

static void *b(void *none)
{
    STORE(x, 2, rlx);
    return none;
}

static void *c(void *none)
{
    r0 = LOAD(x, acq);
    r1 = LOAD(data, rlx);
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d\n", r0, r1);
    return 0;
}
