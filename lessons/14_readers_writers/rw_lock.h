/**
 * @file rw_lock.h
 * @brief Lesson 14: a readers-writers lock, built by hand.
 *
 * What many threads read and few change needs a lock with two doors. *Readers*
 * may be inside together; a *writer* is inside alone. Any number of threads may
 * call the functions at the same time, on any locks. What they may rely on:
 *
 * - While a writer is inside, nobody else is: no reader and no other writer.
 *   What it wrote is seen by all who get in after it has left.
 * - Readers don't wait for readers. When no writer is inside or waits, a reader
 *   gets in at once; when a writer leaves and only readers wait, all of them
 *   get in, and they may be inside at the same time.
 * - Nobody is kept out by those who come later. While a thread waits for a
 *   reader's or a writer's turn, any other thread that comes and goes and comes
 *   again gets in before it *no more than twice*. This holds for a writer that
 *   readers pass, for a reader that writers pass and for a writer that writers
 *   pass. (As in lesson 3, a wait for a mutex is not counted: POSIX leaves open
 *   who gets it. A thread waits if it sleeps on a condition, a semaphore and
 *   the like.)
 * - Who waits, sleeps.
 *
 * The lock counts calls and does not know who made them. A thread that is
 * inside must leave before it *waits* for the same lock again; it may *try* for
 * it, and is then treated as any other.
 *
 * Each function returns 0 or an error number. The lock is yours to make: of
 * mutexes, conditions, semaphores. The finished one of POSIX, pthread_rwlock_t,
 * does not promise all this.
 *
 * This is the contract. You make it true in rw_lock.c; you don't edit this
 * file.
 */
#ifndef RW_LOCK_H
#define RW_LOCK_H

/** A readers-writers lock; what it consists of is known to rw_lock.c alone. */
struct rw_lock;

/**
 * @brief Makes a lock with nobody inside.
 * @param lock Where to store it; not touched on an error. Give it to
 *             rw_destroy() in the end.
 * @return 0, ENOMEM, or the error of a call that prepares a mutex or the like.
 */
int rw_create(struct rw_lock **lock);

/**
 * @brief Undoes rw_create(). No thread may be inside or waiting, and none may
 *        use the lock afterwards.
 * @param lock What rw_create() made.
 * @return 0 or an error number.
 */
int rw_destroy(struct rw_lock *lock);

/**
 * @brief Comes in as a reader; waits while it has to.
 * @param lock The lock.
 * @return 0 with the caller inside, or an error number with the caller outside.
 */
int rw_read_lock(struct rw_lock *lock);

/**
 * @brief Comes in as a reader if that is possible at once. It never waits until
 *        a reader or a writer leaves.
 * @param lock The lock.
 * @return 0 with the caller inside; EBUSY if a writer is inside. It *may* be
 *         EBUSY also while somebody waits or another call on this lock is under
 *         way, and must be when the caller would pass a waiting thread for the
 *         third time.
 */
int rw_read_trylock(struct rw_lock *lock);

/**
 * @brief Lets a reader out.
 * @param lock The lock.
 * @return 0, or EPERM if no reader is inside; then nothing has changed.
 */
int rw_read_unlock(struct rw_lock *lock);

/**
 * @brief Comes in as the writer; waits while it has to.
 * @param lock The lock.
 * @return 0 with the caller inside, or an error number with the caller outside.
 */
int rw_write_lock(struct rw_lock *lock);

/**
 * @brief Comes in as the writer if that is possible at once. It never waits
 *        until a reader or a writer leaves.
 * @param lock The lock.
 * @return 0 with the caller inside; EBUSY if anybody is inside. It may and must
 *         be EBUSY also as rw_read_trylock() says.
 */
int rw_write_trylock(struct rw_lock *lock);

/**
 * @brief Lets the writer out.
 * @param lock The lock.
 * @return 0, or EPERM if no writer is inside; then nothing has changed.
 */
int rw_write_unlock(struct rw_lock *lock);

#endif
