/**
 * @file pool.h
 * @brief Lesson 22: a thread pool with futures.
 *
 * A pool has a fixed number of *workers*, threads that run *tasks*. Whoever
 * submits a task goes on at once and gets a *future*: the place where the
 * result will be. A task that was accepted is run, exactly once, by a worker,
 * whatever happens to the pool afterwards.
 *
 * - Tasks begin in the order in which they were accepted.
 * - A task does not wait as long as there is an idle worker; as many tasks
 *   as there are workers can be running at the same time, and never more.
 * - Workers with nothing to do sleep, and so does everybody who waits here.
 * - A task may submit tasks and stop the pool. It must not wait for the pool or
 *   for a future of the same pool.
 *
 * Each function returns 0 or an error number. None keeps a lock when it
 * returns, and no lock of the pool is held while a task runs. Any number of
 * threads may call them at the same time, except for the two that destroy.
 *
 * This is the contract. You make it true in pool.c; you don't edit this file.
 */
#ifndef POOL_H
#define POOL_H

#include <stddef.h>

/** A pool; what it consists of is known to pool.c alone. */
struct pool;

/** The result of a task, once there is one. */
struct future;

/**
 * @brief Makes an open pool with nothing to do.
 * @param pool    Where to store it; not touched on an error. Give it to
 *                pool_destroy() in the end.
 * @param workers How many tasks may run at the same time, at least 1.
 * @return 0, EINVAL if @p workers is 0 or too large, ENOMEM, or the error of a
 *         call that prepares a lock or a thread. Then nothing is left behind:
 *         no memory and no thread.
 */
int pool_create(struct pool **pool, size_t workers);

/**
 * @brief Asks for task(arg) to be run. Doesn't wait for any task.
 *
 * What the caller wrote before is visible to the task.
 *
 * @param pool   The pool.
 * @param task   The function; borrowed, as @p arg is, until it has returned.
 * @param arg    Its argument.
 * @param future Where to store the task's future; not touched on an error.
 *               Give it to future_destroy() in the end.
 * @return 0 if the task was accepted. EPIPE if the pool is stopped; ENOMEM or
 *         the error of another call: then the task is never run.
 */
int pool_submit(struct pool *pool, void *(*task)(void *), void *arg,
                struct future **future);

/**
 * @brief Waits until every task that was accepted before the call is done, that
 *        is: has returned. The pool stays open. (It may wait for tasks that
 *        are accepted meanwhile, too.)
 *
 * What those tasks wrote is visible to the caller.
 *
 * @param pool The pool.
 * @return 0 or an error number.
 */
int pool_drain(struct pool *pool);

/**
 * @brief Stops the pool for good: every later pool_submit() is refused. Doesn't
 *        wait. What was accepted before will still be run.
 * @param pool The pool; if it is stopped already, nothing happens.
 * @return 0 or an error number.
 */
int pool_stop(struct pool *pool);

/**
 * @brief Stops the pool, waits until every accepted task is done, ends and
 *        joins every thread that the pool made, and undoes pool_create().
 *
 * No thread may be using the pool any more, and none may use it afterwards.
 * Its futures remain: each can still be waited for and destroyed.
 *
 * @param pool What pool_create() made.
 * @return 0 or an error number.
 */
int pool_destroy(struct pool *pool);

/**
 * @brief Waits until the task is done, and gives its result. Any number of
 *        threads may do so, at the same time and again and again: each gets
 *        the same result.
 *
 * What the task wrote is visible to the caller.
 *
 * @param future The future.
 * @param result Where to store what the task returned; NULL if nobody cares.
 * @return 0 or an error number.
 */
int future_wait(struct future *future, void **result);

/**
 * @brief Waits until the task is done, and undoes what pool_submit() made. No
 *        other thread may be in future_wait() with this future any more; a
 *        wait that has returned is over.
 * @param future What pool_submit() stored.
 * @return 0 or an error number.
 */
int future_destroy(struct future *future);

#endif
