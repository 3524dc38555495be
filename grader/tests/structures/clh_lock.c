/* The lock of Craig and of Landin and Hagersten (1993, 1994): each waits at the
 * node of who came before, and takes that node for its next turn. The exchange
 * must release that the node is held, and acquire that the other one is: or an
 * earlier value of that node is seen, and two are in.
 *
 * Case: right
 * Gives: right
 * Case: swap_acquire -DSWAP_TAIL=acquire
 * Gives: broken
 * Case: swap_release -DSWAP_TAIL=release
 * Gives: broken
 * Case: wait_relaxed -DWAIT=relaxed
 * Gives: broken
 * Case: unlock_relaxed -DUNLOCK=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef SWAP_TAIL
#define SWAP_TAIL acq_rel
#endif
#ifndef WAIT
#define WAIT acquire
#endif
#ifndef UNLOCK
#define UNLOCK release
#endif

struct node {
    atomic_bool held;
};

/* What a thread has of the lock. */
struct turn {
    struct node *mine, *before;
};

static struct node nodes[3];
static _Atomic(struct node *) tail = &nodes[2];
static int data;

static void lock(struct turn *turn)
{
    STORE(turn->mine->held, true, relaxed);
    turn->before = SWAP(tail, turn->mine, SWAP_TAIL);
    while (LOAD(turn->before->held, WAIT))
        continue;
}

static void unlock(struct turn *turn)
{
    STORE(turn->mine->held, false, UNLOCK);
    turn->mine = turn->before;
}

static void twice(void)
{
    struct turn turn = {&nodes[0], NULL};
    for (int i = 0; i < 2; i++) {
        lock(&turn);
        data++;
        unlock(&turn);
    }
}

static void *once(void *none)
{
    struct turn turn = {&nodes[1], NULL};
    lock(&turn);
    data++;
    unlock(&turn);
    return none;
}

int main(void)
{
    run_two(twice, once);
    assert(data == 3);
    return 0;
}
