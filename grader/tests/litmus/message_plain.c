/* Message passing with plain data: a race unless the flag, or fences beside
 * it, order the two. What b read is printed, 0 if it did not look.
 *
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: race
 * Case: release_acquire -DW=rel -DR=acq
 * Gives: 0 1
 * Case: release_only -DW=rel -DR=rlx
 * Gives: race
 * Case: fences -DW=rlx -DR=rlx -DFA=rel -DFB=acq
 * Gives: 0 1
 * Case: fence_to_atomic -DW=rlx -DR=acq -DFA=rel
 * Gives: 0 1
 * Case: atomic_to_fence -DW=rel -DR=rlx -DFB=acq
 * Gives: 0 1
 * Case: fence_in_a -DW=rlx -DR=rlx -DFA=ar
 * Gives: race
 * Case: fence_in_b -DW=rlx -DR=rlx -DFB=ar
 * Gives: race
 */
#include "litmus.h"

static atomic_int flag;
static int data, r0;

static void *a(void *none)
{
    data = 1;
    FENCE(FA);
    STORE(flag, 1, W);
    return none;
}

static void *b(void *none)
{
    if (LOAD(flag, R)) {
        FENCE(FB);
        r0 = data;
    }
    return none;
}

int main(void)
{
    run_two(a, b);
    printf("%d\n", r0);
    return 0;
}
