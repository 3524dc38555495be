/**
 * @file cleanup.h
 * @brief pthread_cleanup_push() and what pthread_exit() does with it.
 */
#ifndef LOCKSTEP_CLEANUP_H
#define LOCKSTEP_CLEANUP_H

/**
 * @brief Runs the handlers of the running thread, innermost first.
 * @param result What the thread will return.
 * Returns only if there are none (left): each handler runs on its own frame
 * and asks for the next.
 */
void cleanup_run(void *result);

#endif
