/* Variant: nodes are allocated by push and freed by pop, unless somebody has
 * announced that he is looking at them (hazard pointers). While a node is
 * announced its address can't come back, so no tag is needed.
 */
#include "stack.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000 };

enum { HAZARDS = 4 }; /* a bound that suffices here: threads that pop at once */

struct node {
    struct node *next; /* never changes once the node is on the stack */
    long value;        /* neither does this */
    struct node *next_retired;
};

/* A call that looks at a node says so here, and nobody frees the node. */
struct hazard {
    atomic_bool taken;
    _Atomic(struct node *) node;
};

struct stack {
    _Atomic(struct node *) top;
    _Atomic(struct node *) retired; /* taken off, not freed */
    atomic_size_t count;            /* of values, or of attempts to push one */
    size_t capacity;
    struct hazard hazards[HAZARDS];
};

int stack_create(struct stack **stack, size_t capacity)
{
    if (capacity == 0 || capacity > CAPACITY_MAX) {
        return EINVAL;
    }
    struct stack *made = calloc(1, sizeof *made);
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

static struct hazard *hazard_take(struct stack *stack)
{
    for (size_t i = 0;; i = (i + 1) % HAZARDS) {
        if (!atomic_exchange(&stack->hazards[i].taken, true)) {
            return &stack->hazards[i];
        }
    }
}

static void hazard_give(struct hazard *hazard)
{
    atomic_store(&hazard->node, NULL);
    atomic_store(&hazard->taken, false);
}

/* The node at the top, which nobody frees while the hazard names it. */
static struct node *top_protect(struct stack *stack, struct hazard *hazard)
{
    struct node *node = atomic_load(&stack->top);
    for (;;) {
        atomic_store(&hazard->node, node);
        struct node *now = atomic_load(&stack->top);
        if (now == node) {
            return node;
        }
        node = now;
    }
}

static bool is_hazardous(struct stack *stack, const struct node *node)
{
    for (size_t i = 0; i < HAZARDS; i++) {
        if (atomic_load(&stack->hazards[i].node) == node) {
            return true;
        }
    }
    return false;
}

static void keep(struct stack *stack, struct node *node)
{
    node->next_retired = atomic_load(&stack->retired);
    while (!atomic_compare_exchange_weak(&stack->retired, &node->next_retired,
                                         node)) {
    }
}

/* Frees what nobody looks at of all that was retired so far. */
static void retire(struct stack *stack, struct node *node)
{
    atomic_fetch_sub(&stack->count, 1);
    node->next_retired = atomic_exchange(&stack->retired, NULL);
    while (node != NULL) {
        struct node *next = node->next_retired;
        if (is_hazardous(stack, node)) {
            keep(stack, node);
        } else {
            free(node);
        }
        node = next;
    }
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
    struct hazard *hazard = hazard_take(stack);
    int error = 0;
    struct node *node, *expected;
    do {
        node = expected = top_protect(stack, hazard);
        if (node == NULL) {
            error = ENOENT;
        } else if (!wanted(node->value, arg)) {
            error = EAGAIN;
        }
    } while (error == 0 && !atomic_compare_exchange_strong(
                               &stack->top, &expected, node->next));
    if (error == 0) {
        *value = node->value;
    }
    hazard_give(hazard);
    if (error == 0) {
        retire(stack, node);
    }
    return error;
}
