/**
 * @file cleanup.h
 * @brief How a thread is left before its function returns: by pthread_exit(),
 *        or cancelled.
 */
#ifndef LOCKSTEP_CLEANUP_H
#define LOCKSTEP_CLEANUP_H

struct thread;

/**
 * @brief Takes the running thread to its end: runs its cleanup handlers,
 *        innermost first, and what C++ destroys on the way, then
 * thread_finish().
 * @param result What pthread_join() gives.
 */
_Noreturn void thread_leave(void *result);

/** @brief @p thread leaves the routines of pthread_once() that it is in: they
 *  count as never called. */
void once_leave(struct thread *thread);

#endif
