/**
 * @file thread.h
 * @brief Threads of a round and their start line.
 */
#ifndef LOCKSTEP_STRESS_THREAD_H
#define LOCKSTEP_STRESS_THREAD_H

#include <pthread.h>

#include "stress/registry.h"

/** @brief Releases the trial's threads that wait at the start line, once all of
 *  them have arrived, so that they really meet. Only the trial's body may call
 *  it. */
void line_release(void);

/**
 * @brief Starts the thread of a row.
 * @param at Where the student created it, NULL for a thread of the trial, which
 *           waits at the start line first.
 * @return 0, or the errno value of pthread_create(); the row is free then.
 */
int thread_create(struct trial_thread *row, const pthread_attr_t *attributes,
                  void *(*start)(void *), void *arg, const void *at);

/**
 * @brief Joins a row's thread, recorded in the books as @p call at @p at.
 * @return What pthread_join() returned.
 */
int thread_wait(struct trial_thread *row, void **result, const char *call,
                const void *at);

/**
 * @brief Creates a thread for the student, with a row of its own.
 * @param thread Where its handle is stored.
 * @param at     Where it is created.
 * @return 0 or an error number, as pthread_create().
 */
int thread_start(pthread_t *thread, const pthread_attr_t *attributes,
                 void *(*start)(void *), void *arg, const void *at);

/**
 * @brief Joins a thread that the student names by its handle.
 * @param result Where its result is stored; NULL if nobody needs it.
 * @param call   Under which name, in the books.
 * @param at     Where it is joined.
 * @return What pthread_join() returned.
 */
int thread_join(pthread_t thread, void **result, const char *call,
                const void *at);

#endif
