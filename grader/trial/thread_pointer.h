/**
 * @file thread_pointer.h
 * @brief Where the student's thread-local variables lie.
 *
 * The one idea: compiled code adds a fixed distance to the thread pointer to
 * find a thread-local variable. grader/compile.sh makes the student's code read
 * that pointer here and not from the machine's register, so that an engine can
 * give each fiber variables at addresses of its own.
 */
#ifndef LOCKSTEP_THREAD_POINTER_H
#define LOCKSTEP_THREAD_POINTER_H

#include <stddef.h>

/** The running thread's; the student's object names it. */
extern __thread char *__lockstep_thread_pointer;

/** @brief Sets it to the machine's. Each thread that may run the student's code
 *  calls this first; the first thread need not. */
void thread_pointer_set(void);

/** A thread's variables in the probe itself: the student's, the trials' and the
 *  kit's. Those of the libraries are in other blocks. */
struct thread_block {
    char *start;  /**< NULL: there are none */
    size_t size;  /**< in bytes */
    size_t align; /**< of its start */
};

/** @return The calling thread's block. */
struct thread_block thread_block_find(void);

#endif
