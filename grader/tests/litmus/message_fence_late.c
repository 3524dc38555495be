/* A fence orders only what stands on its right side: here the flag is written
 * before the fence of a, or read after that of b.
 *
 * Case: late_in_a -DLATE_A
 * Gives: 00 01 10 11
 * Case: late_in_b -DLATE_B
 * Gives: 00 01 10 11
 * Case: in_time
 * Gives: 00 01 11
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

#ifdef LATE_A
#define WRITE_FLAG STORE(y, 1, rlx), FENCE(rel)
#else
#define WRITE_FLAG FENCE(rel), STORE(y, 1, rlx)
#endif
#ifdef LATE_B
#define READ_FLAG FENCE(acq), r0 = LOAD(y, rlx)
#else
#define READ_FLAG r0 = LOAD(y, rlx), FENCE(acq)
#endif

static void *a(void *none)
{
    STORE(x, 1, rlx);
    WRITE_FLAG;
    return none;
}

static void *b(void *none)
{
    READ_FLAG;
    r1 = LOAD(x, rlx);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
