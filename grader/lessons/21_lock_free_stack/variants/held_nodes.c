/* Variant: no tag. Beside the number of the top node the head counts how many
 * have taken hold of it, and a node counts who let go again (split reference
 * counts). It is used again when nobody holds it any more, so as long as one
 * does, the same number is the same node. Spare nodes stand in for those that
 * are held.
 */
#include "stack.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000, SPARE = 64 };
#define NONE UINT32_MAX

struct node {
    uint64_t next;   /* the head before it, holds and all; this and the value */
    long value;      /* are written by who has claimed it, read by who holds */
    atomic_long let; /* holds given back, below 0, until the node is off */
    atomic_bool used;
};

struct stack {
    _Atomic uint64_t top; /* the node's number, and how often it was held */
    atomic_size_t count;  /* values that are on the stack or under way */
    size_t capacity;
    size_t nodes_count;
    struct node nodes[];
};

static uint32_t number_of(uint64_t head)
{
    return (uint32_t)head;
}

static long holds_of(uint64_t head)
{
    return (long)(head >> 32);
}

int stack_create(struct stack **stack, size_t capacity)
{
    if (capacity == 0 || capacity > CAPACITY_MAX) {
        return EINVAL;
    }
    size_t count = capacity + SPARE;
    struct stack *made = malloc(sizeof *made + count * sizeof(struct node));
    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->top, NONE);
    atomic_init(&made->count, 0);
    made->capacity = capacity;
    made->nodes_count = count;
    for (size_t i = 0; i < count; i++) {
        atomic_init(&made->nodes[i].let, 0);
        atomic_init(&made->nodes[i].used, false);
    }
    *stack = made;
    return 0;
}

int stack_destroy(struct stack *stack)
{
    free(stack);
    return 0;
}

/* Claims a node that nobody uses; NONE if there is none. */
static uint32_t node_claim(struct stack *stack)
{
    for (uint32_t i = 0; i < stack->nodes_count; i++) {
        bool used = false;
        if (atomic_compare_exchange_strong(&stack->nodes[i].used, &used,
                                           true)) {
            return i;
        }
    }
    return NONE;
}

/* Whoever brings the sum of holds and releases to 0 is the last. */
static void node_let(struct node *node, long change)
{
    if (atomic_fetch_add(&node->let, change) + change == 0) {
        atomic_store(&node->used, false);
    }
}

int stack_push(struct stack *stack, long value)
{
    if (atomic_fetch_add(&stack->count, 1) >= stack->capacity) {
        atomic_fetch_sub(&stack->count, 1);
        return ENOSPC;
    }
    uint32_t i = node_claim(stack);
    if (i == NONE) {
        atomic_fetch_sub(&stack->count, 1);
        return ENOSPC;
    }
    struct node *node = &stack->nodes[i];
    uint64_t head = atomic_load(&stack->top);

    node->value = value;
    for (;;) {
        node->next = head;
        if (atomic_compare_exchange_weak(&stack->top, &head, i)) {
            return 0;
        }
    }
}

/* Takes hold of the top node, so that it is not used again. */
static uint64_t top_hold(struct stack *stack)
{
    uint64_t head = atomic_load(&stack->top);

    while (number_of(head) != NONE) {
        uint64_t held = head + ((uint64_t)1 << 32);
        if (atomic_compare_exchange_weak(&stack->top, &head, held)) {
            return held;
        }
    }
    return head;
}

/* Takes a node off that the caller holds, if it is still at the top. */
static bool top_take(struct stack *stack, uint64_t head)
{
    uint32_t i = number_of(head);

    while (number_of(head) == i) {
        uint64_t next = stack->nodes[i].next;
        if (atomic_compare_exchange_weak(&stack->top, &head, next)) {
            atomic_fetch_sub(&stack->count, 1);
            node_let(&stack->nodes[i], holds_of(head) - 1);
            return true;
        }
    }
    node_let(&stack->nodes[i], -1);
    return false;
}

static bool any(long value, void *unused)
{
    (void)value;
    (void)unused;
    return true;
}

int stack_pop(struct stack *stack, long *value)
{
    return stack_pop_if(stack, any, NULL, value);
}

int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value)
{
    for (;;) {
        uint64_t head = top_hold(stack);
        uint32_t i = number_of(head);
        if (i == NONE) {
            return ENOENT;
        }
        long seen = stack->nodes[i].value;
        if (!wanted(seen, arg)) {
            node_let(&stack->nodes[i], -1);
            return EAGAIN;
        }
        if (top_take(stack, head)) {
            *value = seen;
            return 0;
        }
    }
}
