/* A spin lock of exchanges around plain data: no race, and nothing lost, if it
 * acquires and releases.
 *
 * Case: acq_rel -DU=acq -DW=rel
 * Gives: 2
 * Case: no_acquire -DU=rlx -DW=rel
 * Gives: race
 * Case: no_release -DU=acq -DW=rlx
 * Gives: race
 */
#include "litmus.h"

static atomic_int lock;
static int data;

static void *a(void *none)
{
    while (SWAP(lock, 1, U))
        continue;
    data++;
    STORE(lock, 0, W);
    return none;
}

static void *b(void *none)
{
    while (SWAP(lock, 1, U))
        continue;
    data++;
    STORE(lock, 0, W);
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d\n", data);
    return 0;
}
