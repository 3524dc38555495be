/*
 * First frames for fibers.
 *
 * The one idea: a new stack is dressed up as if it had been suspended by
 * context_swap() at the very first instruction of its entry function. The
 * number of words must agree with context_*.S.
 */
#include "explore/ground/context.h"

#include <stdint.h>

void context_swap(void **save, void *load);

void context_make(struct context *context, void *stack, size_t size,
                  void (*entry)(void))
{
    uintptr_t *top = (uintptr_t *)((char *)stack + size);
#ifdef __x86_64__
    *--top = 0; /* the entry function's return address: there is none */
    *--top = 0; /* keeps the stack aligned as the ABI wants it at entry */
    top[0] = (uintptr_t)entry;
    for (int i = 0; i < 6; i++)
        *--top = 0;          /* rbp, rbx, r12 to r15 */
    *--top = 0x037f00001f80; /* x87 control word, mxcsr: as at start-up */
#else
    top -= 22; /* d8 to d15, x19 to x28, x29, x30 and fpcr with padding */
    for (int i = 0; i < 22; i++)
        top[i] = 0;
    top[19] = (uintptr_t)entry; /* x30, where the switch returns to */
#endif
    context->stack_pointer = top;
}

void context_switch(struct context *from, struct context *to)
{
    context_swap(&from->stack_pointer, to->stack_pointer);
}
