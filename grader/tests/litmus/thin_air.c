/* Each thread hands on what it read: no value comes out of thin air.
 *
 * Case: relaxed -DSTART=0
 * Gives: 00
 * Case: one_starts -DSTART=1
 * Gives: 00 10
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

static void *a(void *none)
{
    r0 = LOAD(x, rlx);
    STORE(y, r0, rlx);
    return none;
}

static void *b(void *none)
{
    r1 = LOAD(y, rlx);
    STORE(x, r1 + START, rlx);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
