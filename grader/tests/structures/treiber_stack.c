/* Treiber's stack (IBM RJ 5118, 1986), whose nodes are never used again. A node
 * is made known by the exchange that pushes it; who pops must have acquired it
 * before it follows its link. That its own exchange is relaxed is no gap: it
 * continues the release sequences of the pushes below.
 *
 * Case: right
 * Gives: right
 * Case: push_relaxed -DPUSH=relaxed
 * Gives: broken
 * Case: look_relaxed -DLOOK=relaxed
 * Gives: broken
 * Case: look_again_relaxed -DLOOK_AGAIN=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef PUSH
#define PUSH release
#endif
#ifndef POP
#define POP relaxed
#endif
#ifndef LOOK
#define LOOK acquire
#endif
#ifndef LOOK_AGAIN
#define LOOK_AGAIN acquire
#endif
struct node {
    struct node *next;
    int value, popped;
};

static _Atomic(struct node *) top;

static void push(struct node *node, int value)
{
    node->value = value;
    node->next = LOAD(top, relaxed);
    while (!CAS(top, &node->next, node, PUSH, relaxed))
        continue;
}

static struct node *pop(void)
{
    struct node *node = LOAD(top, LOOK);
    for (;;) {
        struct node *seen = node;
        if (!node || CAS(top, &seen, node->next, POP, relaxed))
            break;
        node = LOAD(top, LOOK_AGAIN);
    }
    if (node)
        node->popped++;
    return node;
}

static struct node nodes[3];

static void a(void)
{
    push(&nodes[1], 1);
    push(&nodes[2], 2);
    pop();
}

static void *b(void *none)
{
    struct node *node = pop();
    assert(!node || node == &nodes[node->value]);
    return none;
}

int main(void)
{
    push(&nodes[0], 0);
    run_two(a, b);
    while (pop())
        continue;
    for (int i = 0; i < 3; i++)
        assert(nodes[i].popped == 1);
    return 0;
}
