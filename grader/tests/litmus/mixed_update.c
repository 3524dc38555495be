/* The shape Z6.U of the paper on RC11: an sc write that is seen only through a
 * release and an update of another word. Printed is whether b's update read a's
 * write, whether b then read c's, and whether c missed x.
 *
 * Case: mixed -DWY=rel -DU=sc -DRB=rlx
 * Gives: 000 001 010 011 100 101 110 111
 * Case: sc -DWY=sc -DU=sc -DRB=sc
 * Gives: 000 001 010 011 100 101 110
 * Case: update_acq_rel -DWY=rel -DU=ar -DRB=rlx
 * Gives: 000 001 010 011 100 101 110 111
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1, r2;

static void *a(void *none)
{
    STORE(x, 1, sc);
    STORE(y, 1, WY);
    return none;
}

static void *b(void *none)
{
    r0 = ADD(y, 1, U);
    r1 = LOAD(y, RB);
    return none;
}

static void *c(void *none)
{
    STORE(y, 4, sc);
    r2 = LOAD(x, sc);
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d%d\n", r0 == 1, r1 == 4, !r2);
    return 0;
}
