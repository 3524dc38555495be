/* Two updates continue a release sequence; the data are relaxed, and may be
 * old only for who did not read from the sequence. Printed are the value that
 * c read and the data.
 *
 * Case: relaxed -DWA=rlx -DRC=acq
 * Gives: 00 01 10 11 20 21 30 31
 * Case: release_acquire -DWA=rel -DRC=acq
 * Gives: 00 01 11 21 31
 */
#include "litmus.h"

static atomic_int x, data;
static int r0, r1;

static void *a(void *none)
{
    STORE(data, 1, rlx);
    STORE(x, 1, WA);
    return none;
}

static void *b(void *none)
{
    if (LOAD(x, rlx) == 1) {
        ADD(x, 1, rlx);
        ADD(x, 1, rlx);
    }
    return none;
}

static void *c(void *none)
{
    r0 = LOAD(x, RC);
    r1 = LOAD(data, rlx);
    return none;
}

int main(void)
{
    run_three(a, b, c);
    printf("%d%d\n", r0, r1);
    return 0;
}
