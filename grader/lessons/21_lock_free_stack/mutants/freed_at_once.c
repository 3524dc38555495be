/* Mutant: nodes are allocated by push and freed by pop, at once. Somebody else
 * may just have read their address.
 * Finding: race
 */
#include "stack.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000 };

struct node {
    struct node *next; /* never changes once the node is on the stack */
    long value;        /* neither does this */
};

struct stack {
    _Atomic(struct node *) top;
    atomic_size_t count; /* of values, or of attempts to push one */
    size_t capacity;
};

int stack_create(struct stack **stack, size_t capacity)
{
    if (capacity == 0 || capacity > CAPACITY_MAX) {
        return EINVAL;
    }
    struct stack *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->top, NULL);
    atomic_init(&made->count, 0);
    made->capacity = capacity;
    *stack = made;
    return 0;
}

int stack_destroy(struct stack *stack)
{
    struct node *node = atomic_load(&stack->top);
    while (node != NULL) {
        struct node *next = node->next;
        free(node);
        node = next;
    }
    free(stack);
    return 0;
}

int stack_push(struct stack *stack, long value)
{
    if (atomic_fetch_add(&stack->count, 1) >= stack->capacity) {
        atomic_fetch_sub(&stack->count, 1);
        return ENOSPC;
    }
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        atomic_fetch_sub(&stack->count, 1);
        return ENOSPC;
    }
    node->value = value;
    node->next = atomic_load(&stack->top);
    while (!atomic_compare_exchange_weak(&stack->top, &node->next, node)) {
    }
    return 0;
}

static void retire(struct stack *stack, struct node *node)
{
    free(node);
    atomic_fetch_sub(&stack->count, 1);
}

int stack_pop(struct stack *stack, long *value)
{
    struct node *node = atomic_load(&stack->top);
    do {
        if (node == NULL) {
            return ENOENT;
        }
    } while (!atomic_compare_exchange_weak(&stack->top, &node, node->next));
    *value = node->value;
    retire(stack, node);
    return 0;
}

int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value)
{
    struct node *node = atomic_load(&stack->top);
    do {
        if (node == NULL) {
            return ENOENT;
        }
        if (!wanted(node->value, arg)) {
            return EAGAIN;
        }
    } while (!atomic_compare_exchange_strong(&stack->top, &node, node->next));
    *value = node->value;
    retire(stack, node);
    return 0;
}
