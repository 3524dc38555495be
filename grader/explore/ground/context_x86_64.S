/*
 * context_swap(void **save, void *load): the switch for x86-64.
 *
 * Saves what the System V ABI lets a function rely on after a call: six
 * registers, the x87 control word and mxcsr. context.c builds the same frame.
 */
#ifdef __x86_64__
    .text
    .globl  context_swap
    .type   context_swap, @function
context_swap:
    pushq   %rbp
    pushq   %rbx
    pushq   %r12
    pushq   %r13
    pushq   %r14
    pushq   %r15
    subq    $8, %rsp
    stmxcsr (%rsp)
    fnstcw  4(%rsp)
    movq    %rsp, (%rdi)
    movq    %rsi, %rsp
    ldmxcsr (%rsp)
    fldcw   4(%rsp)
    addq    $8, %rsp
    popq    %r15
    popq    %r14
    popq    %r13
    popq    %r12
    popq    %rbx
    popq    %rbp
    ret
    .size   context_swap, . - context_swap
#endif
    .section .note.GNU-stack, "", @progbits
