/* Mutant: a mutex around each call.
 * Finding: assertion
 */
#include "stack.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

enum { CAPACITY_MAX = 1000000 };

struct stack {
    pthread_mutex_t lock;
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
    pthread_mutex_init(&made->lock, NULL);
    made->capacity = capacity;
    made->count = 0;
    made->changes = 0;
    *stack = made;
    return 0;
}

int stack_destroy(struct stack *stack)
{
    pthread_mutex_destroy(&stack->lock);
    free(stack);
    return 0;
}

int stack_push(struct stack *stack, long value)
{
    int error = ENOSPC;

    pthread_mutex_lock(&stack->lock);
    if (stack->count < stack->capacity) {
        stack->values[stack->count++] = value;
        stack->changes++;
        error = 0;
    }
    pthread_mutex_unlock(&stack->lock);
    return error;
}

int stack_pop(struct stack *stack, long *value)
{
    int error = ENOENT;

    pthread_mutex_lock(&stack->lock);
    if (stack->count > 0) {
        *value = stack->values[--stack->count];
        stack->changes++;
        error = 0;
    }
    pthread_mutex_unlock(&stack->lock);
    return error;
}

int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value)
{
    int error = ENOENT;

    pthread_mutex_lock(&stack->lock);
    if (stack->count > 0) {
        error = EAGAIN;
        if (wanted(stack->values[stack->count - 1], arg)) {
            *value = stack->values[--stack->count];
            error = 0;
        }
    }
    pthread_mutex_unlock(&stack->lock);
    return error;
}
