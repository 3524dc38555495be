/* Coherence of write and read (CoWR): who has written reads its own value or a
 * later one. Printed are what a read and what is there at the end.
 *
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: 11 12 22
 * Case: sc -DW=sc -DR=sc
 * Gives: 11 12 22
 */
#include "litmus.h"

static atomic_int x;
static int r0;

static void *a(void *none)
{
    STORE(x, 1, W);
    r0 = LOAD(x, R);
    return none;
}

static void *b(void *none)
{
    STORE(x, 2, W);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, LOAD(x, rlx));
    return 0;
}
