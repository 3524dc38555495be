/**
 * @file pool.h
 * @brief Lesson 7: a pool of connections, used by N queries at most at once.
 *
 * A database accepts a limited number of connections. A pool of N connections
 * lets any number of threads run queries, and sees to it that
 *
 * - never more than N queries run at the same time;
 * - N queries *can* run at the same time: a query waits only while N others
 *   run, and nobody else makes it wait;
 * - a query that is over, whatever it returned, makes room for another;
 * - a signal that interrupts a waiting thread changes nothing: the thread
 *   waits on, and no function returns EINTR because of it.
 *
 * A query begins when the pool calls its function and is over when that
 * function returns. In which order waiting queries begin is left open.
 *
 * This is the contract. You make it true in pool.c; you don't edit this file.
 */
#ifndef POOL_H
#define POOL_H

/** A pool; what it consists of is known to pool.c alone. */
struct pool;

/**
 * @brief Makes a pool of which every connection is free.
 * @param pool  Where to store it; not touched on an error. Give it to
 *              pool_destroy() in the end.
 * @param limit N, how many queries may run at the same time, at least 1.
 * @return 0, EINVAL if @p limit is 0 or too large, ENOMEM, or the error of a
 *         call that prepares a semaphore or the like; then nothing is left
 *         behind.
 */
int pool_create(struct pool **pool, unsigned limit);

/**
 * @brief Undoes pool_create(). No thread may be using the pool any more, and
 *        none may use it afterwards.
 * @param pool What pool_create() made.
 * @return 0 or an error number.
 */
int pool_destroy(struct pool *pool);

/**
 * @brief Runs a query; waits first while N others run.
 * @param pool  The pool.
 * @param query What to call, once, in the calling thread. It does not call
 *              the pool itself.
 * @param arg   Passed to @p query.
 * @return What @p query returned: 0, or any other number if the query failed.
 */
int pool_query(struct pool *pool, int (*query)(void *), void *arg);

/**
 * @brief Runs a query if that is possible without waiting for a connection.
 * @param pool  The pool.
 * @param query As for pool_query().
 * @param arg   Passed to @p query.
 * @return What @p query returned, or EAGAIN at once, without a call of
 *         @p query, if N queries are running.
 */
int pool_try_query(struct pool *pool, int (*query)(void *), void *arg);

#endif
