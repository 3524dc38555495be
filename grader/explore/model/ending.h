/**
 * @file ending.h
 * @brief How threads and programs end: return, pthread_exit, exit, abort, ...
 */
#ifndef LOCKSTEP_ENDING_H
#define LOCKSTEP_ENDING_H

#include <stdbool.h>

struct thread;

/** Whether the body is a whole program: its result is an exit status, and an
 *  exit with 0 is no finding. */
extern bool ending_of_program;

/** @brief Makes a thread (thread_make()) that ends as threads do: with its
 *  destructors, or the whole program if it is the first.
 *  @return It, or NULL when there are too many. */
struct thread *thread_begin(const char *name, void *(*start)(void *),
                            void *argument);

/** @brief Ends the running thread; one that waits to join it may go on. */
_Noreturn void thread_finish(void *result);

#endif
