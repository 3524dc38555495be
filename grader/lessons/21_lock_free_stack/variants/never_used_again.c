/* Variant: nodes are allocated by push and kept until the stack is destroyed.
 * An address that comes back only when nobody can remember it needs no tag.
 * (It takes more and more memory, and malloc() may wait.)
 */
#include "stack.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000 };

struct node {
    struct node *next; /* never changes once the node is on the stack */
    long value;        /* neither does this */
    struct node *next_retired;
};

struct stack {
    _Atomic(struct node *) top;
    _Atomic(struct node *) retired; /* taken off; freed in the end */
    atomic_size_t count;            /* of values, or of attempts to push one */
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
    atomic_init(&made->retired, NULL);
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
    node = atomic_load(&stack->retired);
    while (node != NULL) {
        struct node *next = node->next_retired;
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

/* Others may still look at the node: it stays, and is not used again. */
static void retire(struct stack *stack, struct node *node)
{
    node->next_retired = atomic_load(&stack->retired);
    while (!atomic_compare_exchange_weak(&stack->retired, &node->next_retired,
                                         node)) {
    }
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
