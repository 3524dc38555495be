/* Store buffering where an update takes the place of each read or each write:
 * that alone makes nothing stronger, as long as the updates are of different
 * words.
 *
 * Case: reads_acq_rel -DUPDATE_READS -DW=rel -DR=ar
 * Gives: 00 01 10 11
 * Case: reads_sc -DUPDATE_READS -DW=sc -DR=sc
 * Gives: 01 10 11
 * Case: reads_sc_only -DUPDATE_READS -DW=rel -DR=sc
 * Gives: 00 01 10 11
 * Case: writes_acq_rel -DW=ar -DR=acq
 * Gives: 00 01 10 11
 * Case: writes_sc -DW=sc -DR=sc
 * Gives: 01 10 11
 * Case: writes_sc_only -DW=sc -DR=rlx
 * Gives: 00 01 10 11
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

#ifdef UPDATE_READS
#define WRITE(place) STORE(place, 1, W)
#define READ(place) ADD(place, 0, R)
#else
#define WRITE(place) SWAP(place, 1, W)
#define READ(place) LOAD(place, R)
#endif

static void *a(void *none)
{
    WRITE(x);
    r0 = READ(y);
    return none;
}

static void *b(void *none)
{
    WRITE(y);
    r1 = READ(x);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
