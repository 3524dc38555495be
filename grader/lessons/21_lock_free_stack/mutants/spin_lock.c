/* Mutant: a spin lock made of an atomic flag: "no mutex, so it is lock-free".
 * Finding: assertion
 */
#include "stack.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000 };

struct stack {
    atomic_flag lock;
    size_t capacity;
    size_t count;
    unsigned long changes;
    long values[];
};

int stack_create(struct stack **stack, size_t capacity)
{
    if (capacity == 0 || capacity > CAPACITY_MAX) {
        return EINVAL;
    }
    struct stack *made = malloc(sizeof *made + capacity * sizeof(long));
    if (made == NULL) {
        return ENOMEM;
    }
    atomic_flag_clear(&made->lock);
    made->capacity = capacity;
    made->count = 0;
    made->changes = 0;
    *stack = made;
    return 0;
}

int stack_destroy(struct stack *stack)
{
    free(stack);
    return 0;
}

static void stack_lock(struct stack *stack)
{
    while (atomic_flag_test_and_set(&stack->lock)) {
        sched_yield();
    }
}

static void stack_unlock(struct stack *stack)
{
    atomic_flag_clear(&stack->lock);
}

int stack_push(struct stack *stack, long value)
{
    int error = ENOSPC;

    stack_lock(stack);
    if (stack->count < stack->capacity) {
        stack->values[stack->count++] = value;
        stack->changes++;
        error = 0;
    }
    stack_unlock(stack);
    return error;
}

int stack_pop(struct stack *stack, long *value)
{
    int error = ENOENT;

    stack_lock(stack);
    if (stack->count > 0) {
        *value = stack->values[--stack->count];
        stack->changes++;
        error = 0;
    }
    stack_unlock(stack);
    return error;
}

int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value)
{
    int error = ENOENT;

    stack_lock(stack);
    if (stack->count > 0) {
        error = EAGAIN;
        if (wanted(stack->values[stack->count - 1], arg)) {
            *value = stack->values[--stack->count];
            error = 0;
        }
    }
    stack_unlock(stack);
    return error;
}
