/* The creator goes on beside its thread: what it writes after pthread_create()
 * may come in any order, what it wrote before is there.
 *
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: 01 02 11 12
 * Case: acq_rel -DW=rel -DR=acq
 * Gives: 01 02 12
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;

static void *a(void *none)
{
    r0 = LOAD(y, R);
    r1 = LOAD(x, R);
    return none;
}

int main(void)
{
    pthread_t thread;
    STORE(x, 1, W);
    pthread_create(&thread, NULL, a, NULL);
    STORE(x, 2, W);
    STORE(y, 1, W);
    pthread_join(thread, NULL);
    printf("%d%d\n", r0, r1);
    return 0;
}
