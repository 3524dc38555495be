/**
 * @file stack.h
 * @brief Lesson 21: a stack of limited size, without any lock.
 *
 * Any number of threads may push and pop at the same time. What comes out is
 * what went in last. What they may rely on:
 *
 * - Each call takes effect at one moment. No value is lost, and none comes out
 *   twice.
 * - *Nobody waits for anybody.* A thread that is stopped for good at any place
 *   within a call, also in `wanted`, keeps no other thread from finishing its
 *   calls. So there is no lock, and no flag that others wait for.
 * - What a thread has written before it pushes a value can be read by the one
 *   that pops the value, and in `wanted` when it is asked about the value.
 *
 * The bounds of the exercise: a stack has room for a number of values that is
 * fixed when it is made. The nodes that it needs are made then, too, and freed
 * in the end; no push and no pop needs to allocate or free memory, for which it
 * might have to wait.
 *
 * Each function returns 0 or an error number.
 *
 * This is the contract. You make it true in stack.c; you don't edit this file.
 */
#ifndef STACK_H
#define STACK_H

#include <stdbool.h>
#include <stddef.h>

/** A stack; what it consists of is known to stack.c alone. */
struct stack;

/**
 * @brief Makes an empty stack.
 * @param stack    Where to store it; not touched on an error. Give it to
 *                 stack_destroy() in the end.
 * @param capacity How many values it has room for: 1 to 1,000,000.
 * @return 0, EINVAL if @p capacity is out of bounds, or ENOMEM.
 */
int stack_create(struct stack **stack, size_t capacity);

/**
 * @brief Undoes stack_create(), whatever is on the stack. No thread may be
 *        using it any more, and none may use it afterwards.
 * @param stack What stack_create() made.
 * @return 0 or an error number.
 */
int stack_destroy(struct stack *stack);

/**
 * @brief Puts a value on the stack.
 * @param stack The stack.
 * @param value Any number.
 * @return 0, or ENOSPC if there is no room. Values that other calls are just
 *         putting on or taking off may take up room, too.
 */
int stack_push(struct stack *stack, long value);

/**
 * @brief Takes the top value off the stack.
 * @param stack The stack.
 * @param value Where to store the value; not touched on an error.
 * @return 0, or ENOENT if the stack is empty.
 */
int stack_pop(struct stack *stack, long *value);

/**
 * @brief Takes the top value off the stack, if it is wanted.
 * @param stack  The stack.
 * @param wanted Called with the value at the top and @p arg; it says whether to
 *               take it. When it has said yes, and something else is at the top
 *               by then, it is asked again, about that. It may take long, and
 *               it may use this stack.
 * @param arg    Whatever @p wanted needs.
 * @param value  Where to store the value; not touched on an error.
 * @return 0 if a value was taken: one to which `wanted` said yes, and that was
 *         at the top when it was taken. ENOENT if the stack is empty, EAGAIN if
 *         `wanted` said no.
 */
int stack_pop_if(struct stack *stack, bool (*wanted)(long value, void *arg),
                 void *arg, long *value);

#endif
