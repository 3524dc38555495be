/*
 * Lesson 21, a solution: Treiber's stack, with a tag beside each head.
 *
 * A head is one word of 64 bits: the number of the first node, and a tag that
 * counts how often the head was changed. Whoever changes a head compares both.
 * So a success means that nothing at all has happened to the chain since the
 * head was read, and what was read of its first node was true all the time.
 *
 * Invariant: each node is on one of the two chains, or in the hands of one call
 * which took it off one of them. `value` is written only by that call. `next`
 * and `value` of a node may still be read by those who are late; that is why
 * they are atomic. What such a reader gets is thrown away, for its comparison
 * fails.
 *
 * A tag has 32 bits. It would come round if a thread were stopped between its
 * read and its swap while others make 2^32 changes, to the last one.
 */
#include "stack.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000 };
#define NONE UINT32_MAX

struct node {
    _Atomic uint32_t next; /* the node below, or NONE */
    atomic_long value;
};

struct stack {
    _Atomic uint64_t top;  /* a head: of the values on the stack */
    _Atomic uint64_t free; /* a head: of the nodes without a value */
    struct node nodes[];
};

static uint32_t head_node(uint64_t head)
{
    return (uint32_t)head;
}

/* The head that comes after another one, with this node first. */
static uint64_t head_after(uint64_t head, uint32_t first)
{
    uint64_t tag = (head >> 32) + 1;

    return tag << 32 | first;
}

/* Puts a node, which the caller has in hand, on a chain. The release hands
 * over all that the caller did before to whoever takes the node. */
static void chain_put(struct stack *stack, _Atomic uint64_t *head, uint32_t i)
{
    uint64_t old = atomic_load_explicit(head, memory_order_relaxed);

    do {
        atomic_store_explicit(&stack->nodes[i].next, head_node(old),
                              memory_order_relaxed);
    } while (!atomic_compare_exchange_weak_explicit(
        head, &old, head_after(old, i), memory_order_release,
        memory_order_relaxed));
}

/* Takes the first node off a chain; NONE if there is none. */
static uint32_t chain_take(struct stack *stack, _Atomic uint64_t *head)
{
    uint64_t old = atomic_load_explicit(head, memory_order_acquire);
    uint32_t i = head_node(old);

    while (i != NONE) {
        uint32_t next =
            atomic_load_explicit(&stack->nodes[i].next, memory_order_relaxed);
        if (atomic_compare_exchange_weak_explicit(
                head, &old, head_after(old, next), memory_order_acquire,
                memory_order_acquire)) {
            break;
        }
        i = head_node(old);
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

static long value_of(struct stack *stack, uint32_t i)
{
    return atomic_load_explicit(&stack->nodes[i].value, memory_order_relaxed);
}

int stack_push(struct stack *stack, long value)
{
    uint32_t i = chain_take(stack, &stack->free);
    if (i == NONE) {
        return ENOSPC;
    }
    atomic_store_explicit(&stack->nodes[i].value, value, memory_order_release);
    chain_put(stack, &stack->top, i);
    return 0;
}

/* Reads the value before it gives the node back: then it is another's. */
int stack_pop(struct stack *stack, long *value)
{
    uint32_t i = chain_take(stack, &stack->top);
    if (i == NONE) {
        return ENOENT;
    }
    *value = value_of(stack, i);
    chain_put(stack, &stack->free, i);
    return 0;
}

/* `wanted` is asked only about a value that was at the top: if the head is the
 * same after the value was read, it was the same when it was read. */
int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value)
{
    for (;;) {
        uint64_t old = atomic_load_explicit(&stack->top, memory_order_acquire);
        uint32_t i = head_node(old);
        if (i == NONE) {
            return ENOENT;
        }
        uint32_t next =
            atomic_load_explicit(&stack->nodes[i].next, memory_order_relaxed);
        long seen =
            atomic_load_explicit(&stack->nodes[i].value, memory_order_acquire);
        if (atomic_load_explicit(&stack->top, memory_order_relaxed) != old) {
            continue;
        }
        if (!wanted(seen, arg)) {
            return EAGAIN;
        }
        if (atomic_compare_exchange_strong_explicit(
                &stack->top, &old, head_after(old, next), memory_order_acquire,
                memory_order_relaxed)) {
            *value = seen;
            chain_put(stack, &stack->free, i);
            return 0;
        }
    }
}
