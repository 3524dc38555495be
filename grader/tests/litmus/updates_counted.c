/* Two updates of one word: neither is lost. Printed are what each read and
 * what is there at the end.
 *
 * Case: relaxed -DU=rlx
 * Gives: 012 102
 * Case: sc -DU=sc
 * Gives: 012 102
 */
#include "litmus.h"

static atomic_int x;
static int r0, r1;

static void *a(void *none)
{
    r0 = ADD(x, 1, U);
    return none;
}

static void *b(void *none)
{
    r1 = ADD(x, 1, U);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d%d\n", r0, r1, LOAD(x, rlx));
    return 0;
}
