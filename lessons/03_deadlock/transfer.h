/**
 * @file transfer.h
 * @brief Lesson 3: money moves between accounts that have a lock each.
 *
 * Any number of threads may call transfer() and total() at the same time, on
 * any accounts. What they may rely on:
 *
 * - A balance is read and written only under the lock of *its own* account,
 *   and anybody may take that lock for a look at the account.
 * - Money that left one account has arrived at the other when somebody looks:
 *   no total ever misses any or counts it twice.
 * - Transfers between different pairs of accounts don't wait for each other:
 *   what goes on between a and b, a total as well, is no concern of c and d.
 * - Every call returns in the end, whatever the others do. A transfer that
 *   waits by other means than a mutex (a condition, a semaphore) is passed by
 *   no more than two transfers that came after it.
 *
 * Each function returns 0, or an error number and has then moved nothing. None
 * keeps a lock when it returns.
 *
 * This is the contract. You make it true in transfer.c; you don't edit this
 * file.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include <pthread.h>
#include <stddef.h>

/** An account. */
struct account {
    pthread_mutex_t lock; /**< guards balance */
    long balance;         /**< never below 0 */
};

/**
 * @brief Prepares an account; the memory is the caller's.
 * @param account An account that no thread uses yet.
 * @param balance What is on it at first, 0 or more.
 * @return 0, EINVAL if @p balance is below 0, or an error of
 *         pthread_mutex_init().
 */
int account_init(struct account *account, long balance);

/**
 * @brief Undoes account_init(). No thread may use the account any more.
 * @param account An account whose lock nobody holds.
 * @return 0 or an error of pthread_mutex_destroy().
 */
int account_destroy(struct account *account);

/**
 * @brief Moves money from one account to another.
 *
 * @param from   Where it is taken from.
 * @param to     Where it goes; may be the same account. Then nothing moves,
 *               but the rules below hold all the same.
 * @param amount How much, above 0.
 * @return 0, EINVAL if @p amount is 0 or less, or ERANGE if there is less than
 *         @p amount on @p from or the balance of @p to would exceed LONG_MAX.
 */
int transfer(struct account *from, struct account *to, long amount);

/**
 * @brief Adds up the balances of several accounts, as of *one* moment.
 * @param accounts An array of accounts.
 * @param count    How many there are; the sum of 0 accounts is 0.
 * @param sum      Where to store the sum; not touched on an error. The caller
 *                 sees to it that it fits.
 * @return 0 or an error number.
 */
int total(struct account accounts[], size_t count, long *sum);

#endif
