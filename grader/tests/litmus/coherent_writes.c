/* Coherence of writes (CoWW): of two writes by one thread the later one stays.
 * Printed are what b read and what is there at the end.
 *
 * Case: relaxed -DW1=rlx -DW2=rlx
 * Gives: 02 12 22
 * Case: sc -DW1=sc -DW2=sc
 * Gives: 02 12 22
 */
#include "litmus.h"

static atomic_int x;
static int r0;

static void *a(void *none)
{
    STORE(x, 1, W1);
    STORE(x, 2, W2);
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(x, rlx);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, LOAD(x, rlx));
    return 0;
}
