/**
 * @file context.h
 * @brief Machine contexts: where a fiber goes on when it runs again.
 *
 * The one idea: a switch needs nothing from the kernel. swapcontext() spends
 * half its time on two system calls for the signal mask, which fibers share
 * anyway, so the callee-saved registers are pushed and the stack pointer is
 * changed by hand: on x86-64 and aarch64, and there is no explorer elsewhere.
 */
#ifndef LOCKSTEP_CONTEXT_H
#define LOCKSTEP_CONTEXT_H

#include <stddef.h>

#if !defined(__x86_64__) && !defined(__aarch64__)
#error "Lockstep explores on x86-64 and aarch64 only."
#endif

/** A suspended flow of control. */
struct context {
    void *stack_pointer; /**< the saved registers lie on top of its stack */
};

/**
 * @brief Prepares @p context to begin @p entry on a stack of its own.
 * @param context What to fill in; whatever it held before is forgotten.
 * @param stack   The lowest byte of the stack, owned by the caller.
 * @param size    The stack's size in bytes.
 * @param entry   Runs at the first switch; must not return.
 */
void context_make(struct context *context, void *stack, size_t size,
                  void (*entry)(void));

/**
 * @brief Suspends the caller in @p from and goes on where @p to was suspended.
 */
void context_switch(struct context *from, struct context *to);

#endif
