/**
 * @file desk.h
 * @brief Lesson 9: work is handed over from one thread to another.
 *
 * One thread submits pieces of work and another collects them, over a desk
 * with room for one piece. Any number of other threads may want to know how far
 * they are.
 *
 * - Every piece that is submitted is collected, once, in the same order.
 * - At most one piece lies on the desk: who submits waits while the one before
 *   has not been collected. (Whether desk_submit() returns when its piece lies
 *   on the desk, or only when it has been collected, is left open.)
 * - A piece is handed over *with its content*: what the first thread wrote into
 *   it before desk_submit(), the second may read after desk_collect().
 * - A piece counts as collected when desk_collect() returns it.
 *
 * Each function returns 0 or an error number. No wait ends early, by a signal
 * or otherwise. None keeps a lock when it returns.
 *
 * This is the contract. You make it true in desk.c; you don't edit this file.
 */
#ifndef DESK_H
#define DESK_H

#include <stddef.h>

/** A desk; what it consists of is known to desk.c alone. */
struct desk;

/**
 * @brief Makes an empty desk.
 * @param desk Where to store it; not touched on an error. Give it to
 *             desk_destroy() in the end.
 * @return 0, ENOMEM, or the error of a call that prepares a lock or the like.
 */
int desk_create(struct desk **desk);

/**
 * @brief Undoes desk_create(). No thread may be using the desk any more, and
 *        none may use it afterwards.
 * @param desk An empty desk; any thread may destroy it.
 * @return 0 or an error number.
 */
int desk_destroy(struct desk *desk);

/**
 * @brief Hands over a piece of work; waits while there is another on the desk.
 * @param desk  The desk. Only one thread submits at a time.
 * @param piece Any address but NULL. Not touched.
 * @return 0 or an error number; then it was not handed over.
 */
int desk_submit(struct desk *desk, void *piece);

/**
 * @brief Takes the piece of work from the desk; waits until there is one.
 * @param desk  The desk. Only one thread collects at a time.
 * @param piece Where to store its address; not touched on an error.
 * @return 0 or an error number.
 */
int desk_collect(struct desk *desk, void **piece);

/**
 * @brief Waits until at least @p count pieces have been collected, since the
 *        desk was made. Any number of threads may wait at the same time, each
 *        for a count of its own, and any number of times.
 * @param desk  The desk.
 * @param count How many; 0 is no wait at all.
 * @return 0 or an error number.
 */
int desk_wait(struct desk *desk, size_t count);

#endif
