/* An update and a write of one word: nothing comes between the two halves of
 * the update. Printed are what it read and what is there at the end.
 *
 * Case: relaxed -DU=rlx -DW=rlx
 * Gives: 05 56
 * Case: sc -DU=sc -DW=sc
 * Gives: 05 56
 */
#include "litmus.h"

static atomic_int x;
static int r0;

static void *a(void *none)
{
    r0 = ADD(x, 1, U);
    return none;
}

static void *b(void *none)
{
    STORE(x, 5, W);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, LOAD(x, rlx));
    return 0;
}
