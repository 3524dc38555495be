/*
 * Lesson 21: a stack of limited size, without any lock.
 *
 * The contract is in stack.h, the story in README.md. `make run L=21` shows
 * what goes wrong, `make check L=21` grades what you write here.
 */
#include "stack.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000 };
#define NONE UINT32_MAX

/* A node is known by its number. Who is late may still look at a node that has
 * been taken off, and even used again; so its members are atomic. */
struct node {
    _Atomic uint32_t next; /* the node below, or NONE */
    atomic_long value;
};

/* Every node is on one of two chains: the stack, or the nodes that are free. */
struct stack {
    _Atomic uint32_t top;
    _Atomic uint32_t free;
    struct node nodes[];
};

/* Your work begins here. Puts a node on a chain. */
static void chain_put(struct stack *stack, _Atomic uint32_t *head, uint32_t i)
{
    atomic_store(&stack->nodes[i].next, atomic_load(head));
    atomic_store(head, i);
}

/* Takes the first node off a chain; NONE if there is none. */
static uint32_t chain_take(struct stack *stack, _Atomic uint32_t *head)
{
    uint32_t i = atomic_load(head);
    if (i != NONE) {
        atomic_store(head, atomic_load(&stack->nodes[i].next));
    }
    return i;
}

int stack_create(struct stack **stack, size_t capacity)
{
    if (capacity == 0 || capacity > CAPACITY_MAX) {
        return EINVAL;
    }
    struct stack *made = malloc(sizeof *made + capacity * sizeof(struct node));
    if (made == NULL) {
        return ENOMEM;
    }
    *made = (struct stack){.top = NONE, .free = 0}; /* nobody else has it yet */
    for (uint32_t i = 0; i < capacity; i++) {
        uint32_t next = i + 1 < capacity ? i + 1 : NONE;
        made->nodes[i] = (struct node){.next = next, .value = 0};
    }
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
    uint32_t i = chain_take(stack, &stack->free);
    if (i == NONE) {
        return ENOSPC;
    }
    atomic_store(&stack->nodes[i].value, value);
    chain_put(stack, &stack->top, i);
    return 0;
}

int stack_pop(struct stack *stack, long *value)
{
    uint32_t i = chain_take(stack, &stack->top);
    if (i == NONE) {
        return ENOENT;
    }
    *value = atomic_load(&stack->nodes[i].value);
    chain_put(stack, &stack->free, i);
    return 0;
}

/* A compare-and-swap makes sure that the top is still the same. Is it? */
int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value)
{
    uint32_t i, next;
    long seen;
    do {
        i = atomic_load(&stack->top);
        if (i == NONE) {
            return ENOENT;
        }
        next = atomic_load(&stack->nodes[i].next);
        seen = atomic_load(&stack->nodes[i].value);
        if (!wanted(seen, arg)) {
            return EAGAIN;
        }
    } while (!atomic_compare_exchange_strong(&stack->top, &i, next));
    *value = seen;
    chain_put(stack, &stack->free, i);
    return 0;
}
