/* A loop that waits for a flag ends, whatever its order. What it waited for
 * may be old, or race, if the flag orders nothing.
 *
 * Case: relaxed -DW=rlx -DR=rlx -DATOMIC
 * Gives: 0 1
 * Case: release_acquire -DW=rel -DR=acq -DATOMIC
 * Gives: 1
 * Case: fences -DW=rlx -DR=rlx -DFA=rel -DFB=acq -DATOMIC
 * Gives: 1
 * Case: plain_relaxed -DW=rlx -DR=rlx
 * Gives: race
 * Case: plain_release_acquire -DW=rel -DR=acq
 * Gives: 1
 */
#include "litmus.h"

static atomic_int flag;
static int r0;

#ifdef ATOMIC
static atomic_int data;
#define WRITE STORE(data, 1, rlx)
#define READ LOAD(data, rlx)
#else
static int data;
#define WRITE data = 1
#define READ data
#endif

static void *a(void *none)
{
    WRITE;
    FENCE(FA);
    STORE(flag, 1, W);
    return none;
}

static void *b(void *none)
{
    while (!LOAD(flag, R))
        continue;
    FENCE(FB);
    r0 = READ;
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d\n", r0);
    return 0;
}
