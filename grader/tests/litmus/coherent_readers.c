/* Two readers agree on the order of two writes of one word. Printed is for
 * each whether it saw 1 before 2, or 2 before 1.
 *
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: 00 01 10
 * Case: sc -DW=sc -DR=sc
 * Gives: 00 01 10
 */
#include "litmus.h"

static atomic_int x;
static int r0, r1, r2, r3;

static void *a(void *none)
{
    STORE(x, 1, W);
    return none;
}

static void *b(void *none)
{
    STORE(x, 2, W);
    return none;
}

static void *c(void *none)
{
    r0 = LOAD(x, R);
    r1 = LOAD(x, R);
    return none;
}

static void *d(void *none)
{
    r2 = LOAD(x, R);
    r3 = LOAD(x, R);
    return none;
}

int main(void)
{
    run_four(a, b, c, d);
    printf("%d%d\n", r0 == 1 && r1 == 2, r2 == 2 && r3 == 1);
    return 0;
}
