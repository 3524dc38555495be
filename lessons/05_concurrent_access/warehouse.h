/**
 * @file warehouse.h
 * @brief Lesson 5: a stack of parcels and an inventory, used by many threads.
 *
 * There is one warehouse in the program. It begins with no parcel and with
 * an empty shelf. Any number of threads may call any of these functions at the
 * same time. What they may rely on:
 *
 * - Every parcel that was pushed can be popped, once. The last one pushed is
 *   the first one popped: a parcel lies on top of all those that were pushed
 *   before it and are still there.
 * - The level, which is how many pieces lie on the shelf, is never below 0 and
 *   never above SHELF when somebody looks.
 * - Whoever is refused was refused for a reason: at some moment during the
 *   call the stack really was empty, there really were too few pieces, or
 *   there really was too little room on the shelf.
 *
 * Each function returns 0, or one of the error numbers named with it and has
 * then changed nothing. If a lock itself fails, that error is returned. None
 * keeps a lock when it returns.
 *
 * This is the contract. You make it true in warehouse.c; you don't edit this
 * file.
 */
#ifndef WAREHOUSE_H
#define WAREHOUSE_H

/** How many pieces there is room for on the shelf. */
enum { SHELF = 1000 };

/**
 * @brief Puts a parcel on top of the stack.
 * @param parcel Any number; the same one may be pushed again.
 * @return 0, or ENOMEM if there is no memory for it.
 */
int parcel_push(long parcel);

/**
 * @brief Takes the parcel from the top of the stack.
 * @param parcel Where to store it; not touched on an error.
 * @return 0, or ENOENT if there is none.
 */
int parcel_pop(long *parcel);

/**
 * @brief Puts pieces on the shelf: all of them or none.
 * @param count How many, above 0.
 * @return 0, EINVAL if @p count is 0 or less, or ENOSPC if they don't all fit.
 */
int stock_add(long count);

/**
 * @brief Takes pieces off the shelf: all of them or none.
 * @param count How many, above 0.
 * @return 0, EINVAL if @p count is 0 or less, or ERANGE if there are fewer.
 */
int stock_take(long count);

/**
 * @brief Tells how many pieces lie on the shelf.
 * @param level Where to store the number; not touched on an error.
 * @return 0 or an error number.
 */
int stock_level(long *level);

#endif
