/**
 * @file table.h
 * @brief Lesson 19: a hash table that grows while others use it.
 *
 * A table holds entries: a key, and a value for it. Any number of threads may
 * call table_get(), table_update() and table_grow() at the same
 * time. What they may rely on:
 *
 * - Each call takes effect as a whole. Nobody sees half of a change, a change
 *   is never lost, and an entry that is in the table is found, also while the
 *   table grows.
 * - Calls for keys in *different buckets* don't wait for each other, however
 *   long a `change` may take and however many wait for another bucket. The
 *   buckets meant are those of the new table: what table_bucket() says for the
 *   number that table_create() was given.
 * - Only table_grow() may wait for every other call, and make it wait.
 *
 * Each function returns 0 or an error number. None keeps a lock when it
 * returns.
 *
 * This is the contract. You make it true in table.c; you don't edit this file.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

/** A hash table; what it consists of is known to table.c alone. */
struct table;

/**
 * @brief The bucket of a key: this is the hash function.
 * @param key     Any number.
 * @param buckets How many buckets there are, at least 1.
 * @return A number from 0 to @p buckets - 1.
 */
static inline size_t table_bucket(long key, size_t buckets)
{
    return (size_t)key % buckets;
}

/**
 * @brief Makes an empty table.
 * @param table   Where to store it; not touched on an error. Give it to
 *                table_destroy() in the end.
 * @param buckets How many buckets it has at first, at least 1.
 * @return 0, EINVAL if @p buckets is 0, ENOMEM, or the error of a call that
 *         prepares a lock or the like.
 */
int table_create(struct table **table, size_t buckets);

/**
 * @brief Undoes table_create(), entries included. No thread may be using the
 *        table any more, and none may use it afterwards.
 * @param table What table_create() made.
 * @return 0 or an error number.
 */
int table_destroy(struct table *table);

/**
 * @brief Looks a key up.
 * @param table The table.
 * @param key   The key.
 * @param value Where to store its value; not touched on an error.
 * @return 0, or ENOENT if there is no entry for @p key.
 */
int table_get(struct table *table, long key, long *value);

/**
 * @brief Changes the value of a key. If there is no entry for the key, one with
 *        the value 0 is made first.
 * @param table  The table.
 * @param key    The key.
 * @param change Called once, with the place of the value and @p arg. Meanwhile
 *               nobody else reads or writes the value of this key. It may take
 *               long, may wait for other threads and may use another table,
 *               but it must not call functions of this table.
 * @param arg    Whatever @p change needs.
 * @return 0, or ENOMEM; then @p change was not called.
 */
int table_update(struct table *table, long key,
                 void (*change)(long *value, void *arg), void *arg);

/**
 * @brief Makes the table one with twice as many buckets, so that its chains
 *        become shorter. Every entry stays in it.
 * @param table The table.
 * @return 0, or ENOMEM; then the table is as it was.
 */
int table_grow(struct table *table);

#endif
