/* Variant: no chain of free nodes: a push looks for one that is not used and
 * claims it. The tag counts pushes only, since a node comes back to the top by
 * a push. All accesses are sequentially consistent.
 */
#include "stack.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000, NUMBER_BITS = 20 };

struct node {
    atomic_bool used;
    _Atomic uint64_t below; /* the number of the node below, from 1; 0: none */
    atomic_long value;
};

/* The top: the number of the first node, and above it the count of pushes. A
 * node comes back to the top by a push only. */
struct stack {
    size_t capacity;
    _Atomic uint64_t top;
    struct node nodes[];
};

static struct node *node_of(struct stack *stack, uint64_t top)
{
    uint64_t number = top & ((UINT64_C(1) << NUMBER_BITS) - 1);

    return number == 0 ? NULL : &stack->nodes[number - 1];
}

int stack_create(struct stack **stack, size_t capacity)
{
    if (capacity == 0 || capacity > CAPACITY_MAX) {
        return EINVAL;
    }
    struct stack *made =
        calloc(1, sizeof *made + capacity * sizeof(struct node));
    if (made == NULL) {
        return ENOMEM;
    }
    made->capacity = capacity;
    *stack = made;
    return 0;
}

int stack_destroy(struct stack *stack)
{
    free(stack);
    return 0;
}

int stack_push(struct stack *stack, long value)
{
    size_t i = 0;
    while (i < stack->capacity &&
           atomic_exchange(&stack->nodes[i].used, true)) {
        i++;
    }
    if (i == stack->capacity) {
        return ENOSPC;
    }
    const uint64_t mask = (UINT64_C(1) << NUMBER_BITS) - 1;
    uint64_t old = stack->top;
    stack->nodes[i].value = value;
    do {
        stack->nodes[i].below = old & mask;
    } while (!atomic_compare_exchange_strong(&stack->top, &old,
                                             (old & ~mask) + mask + 1 + i + 1));
    return 0;
}

static bool always(long value, void *arg)
{
    (void)value;
    (void)arg;
    return true;
}

int stack_pop(struct stack *stack, long *value)
{
    return stack_pop_if(stack, always, NULL, value);
}

int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value)
{
    const uint64_t mask = (UINT64_C(1) << NUMBER_BITS) - 1;
    for (;;) {
        uint64_t old = stack->top;
        struct node *node = node_of(stack, old);
        if (node == NULL) {
            return ENOENT;
        }
        long seen = node->value;
        uint64_t below = node->below;
        if (stack->top != old) {
            continue;
        }
        if (!wanted(seen, arg)) {
            return EAGAIN;
        }
        if (atomic_compare_exchange_strong(&stack->top, &old,
                                           (old & ~mask) | below)) {
            *value = seen;
            node->used = false;
            return 0;
        }
    }
}
