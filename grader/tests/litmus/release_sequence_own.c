/* A release sequence that the same thread's relaxed write or update continues.
 * (A write does so in C11 and RC11, no longer in C++20.) Printed are what b
 * read and the plain data, 0 if it did not look.
 *
 * Case: write -DW1=rel -DW2=rlx -DR=acq
 * Gives: 00 10 21
 * Case: write_released -DW1=rlx -DW2=rel -DR=acq
 * Gives: 00 10 21
 * Case: not_released -DW1=rlx -DW2=rlx -DR=acq
 * Gives: race
 * Case: not_acquired -DW1=rel -DW2=rel -DR=rlx
 * Gives: race
 * Case: update -DW1=rel -DW2=rlx -DR=acq -DUPDATE
 * Gives: 00 10 21
 * Case: fence_before -DW1=rlx -DW2=rlx -DR=acq -DFA=rel
 * Gives: 00 10 21
 */
#include "litmus.h"

static atomic_int x;
static int data, r0, r1;

#ifdef UPDATE
#define AGAIN ADD(x, 1, W2)
#else
#define AGAIN STORE(x, 2, W2)
#endif

static void *a(void *none)
{
    data = 1;
    FENCE(FA);
    STORE(x, 1, W1);
    AGAIN;
    return none;
}

static void *b(void *none)
{
    r0 = LOAD(x, R);
    if (r0 == 2)
        r1 = data;
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d%d\n", r0, r1);
    return 0;
}
