/* The lock of Mellor-Crummey and Scott (TOCS 1991): who waits does so at a node
 * of its own, to which who came before leads. That it comes to wait at all
 * rests on two orders that look idle: a node is cleared before it stands at the
 * tail (the exchange releases this, and who links itself to it acquires it),
 * and before it is linked (the link releases, who follows it acquires);
 * otherwise the clearing undoes the link, or the waking, and all wait for ever.
 *
 * Case: right
 * Gives: right
 * Case: swap_acquire -DSWAP_TAIL=acquire
 * Gives: broken
 * Case: swap_release -DSWAP_TAIL=release
 * Gives: broken
 * Case: link_relaxed -DLINK=relaxed
 * Gives: broken
 * Case: wait_relaxed -DWAIT=relaxed
 * Gives: broken
 * Case: leave_relaxed -DLEAVE=relaxed
 * Gives: broken
 * Case: look_relaxed -DLOOK=relaxed
 * Gives: broken
 * Case: follow_relaxed -DFOLLOW=relaxed
 * Gives: broken
 * Case: wake_relaxed -DWAKE=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef SWAP_TAIL
#define SWAP_TAIL acq_rel
#endif
#ifndef LINK
#define LINK release
#endif
#ifndef WAIT
#define WAIT acquire
#endif
#ifndef LEAVE
#define LEAVE release
#endif
#ifndef LOOK
#define LOOK acquire
#endif
#ifndef FOLLOW
#define FOLLOW acquire
#endif
#ifndef WAKE
#define WAKE release
#endif

struct node {
    _Atomic(struct node *) next;
    atomic_bool waits;
};

static _Atomic(struct node *) tail;
static int data;

static void lock(struct node *node)
{
    STORE(node->next, NULL, relaxed);
    STORE(node->waits, true, relaxed);
    struct node *before = SWAP(tail, node, SWAP_TAIL);
    if (!before)
        return;
    STORE(before->next, node, LINK);
    while (LOAD(node->waits, WAIT))
        continue;
}

static void unlock(struct node *node)
{
    struct node *next = LOAD(node->next, LOOK);
    if (!next) {
        struct node *last = node;
        if (CAS(tail, &last, NULL, LEAVE, relaxed))
            return;
        do
            next = LOAD(node->next, FOLLOW);
        while (!next);
    }
    STORE(next->waits, false, WAKE);
}

static struct node nodes[2];

static void a(void)
{
    lock(&nodes[0]);
    data++;
    unlock(&nodes[0]);
}

static void *b(void *none)
{
    lock(&nodes[1]);
    data++;
    unlock(&nodes[1]);
    return none;
}

int main(void)
{
    run_two(a, b);
    assert(data == 2);
    return 0;
}
