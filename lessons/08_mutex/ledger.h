/**
 * @file ledger.h
 * @brief Lesson 8: a ledger that a thread may keep for several calls.
 *
 * A ledger holds a few accounts. Any number of threads may call any of these
 * functions at the same time, except ledger_create() and ledger_destroy().
 *
 * A thread can take the ledger for itself with ledger_begin(). Until it calls
 * ledger_end() it is its *owner*: the owner may call every function, and all
 * other threads wait in theirs. Begins may be nested; only as many ends give
 * the ledger back. What the functions do is never seen half done, owner or no
 * owner.
 *
 * Each function returns 0, or one of the error numbers named with it and has
 * then changed nothing. If a lock itself fails, that error is returned. After
 * a call the thread owns the ledger exactly as often as it did before; only
 * ledger_begin() and ledger_end() change that, when they return 0.
 *
 * This is the contract. You make it true in ledger.c; you don't edit this
 * file.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include <stddef.h>

/** Accounts are numbered from 0 to ACCOUNTS - 1. */
enum { ACCOUNTS = 4 };

/** A ledger; what it consists of is known to ledger.c alone. */
struct ledger;

/**
 * @brief Makes a ledger with nothing on its accounts, owned by nobody.
 * @param ledger Where to store it; not touched on an error. Give it to
 *               ledger_destroy() in the end.
 * @return 0, ENOMEM, or the error of a call that prepares a lock or the like.
 */
int ledger_create(struct ledger **ledger);

/**
 * @brief Undoes ledger_create(). Nobody owns the ledger or uses it any more.
 * @param ledger What ledger_create() made.
 * @return 0 or an error number.
 */
int ledger_destroy(struct ledger *ledger);

/**
 * @brief Makes the caller the owner; waits while another thread is.
 *
 * Whoever is the owner already, is so once more: at least 100 times.
 * @param ledger The ledger.
 * @return 0 or the error of a lock.
 */
int ledger_begin(struct ledger *ledger);

/**
 * @brief Takes back one ledger_begin(). It never waits for the owner.
 * @param ledger The ledger.
 * @return 0, or EPERM if the caller is not the owner.
 */
int ledger_end(struct ledger *ledger);

/**
 * @brief Changes what is on an account.
 * @param ledger  The ledger.
 * @param account Which account, below ACCOUNTS.
 * @param amount  What is added; below 0, it is taken away.
 * @return 0, EINVAL for an account that is none, or ERANGE if the balance
 *         would be below 0 or above LONG_MAX.
 */
int ledger_post(struct ledger *ledger, size_t account, long amount);

/**
 * @brief Tells what is on an account.
 * @param ledger  The ledger.
 * @param account Which account, below ACCOUNTS.
 * @param balance Where to store it; not touched on an error.
 * @return 0, or EINVAL for an account that is none.
 */
int ledger_balance(struct ledger *ledger, size_t account, long *balance);

/**
 * @brief Moves an amount from one account to another: all of it or nothing.
 * @param ledger The ledger.
 * @param from   Where it is taken away, below ACCOUNTS.
 * @param to     Where it is added, below ACCOUNTS; may be the same.
 * @param amount How much, above 0.
 * @return 0, EINVAL for an account or an amount that is none, or ERANGE if
 *         there is not enough on @p from, or too much on @p to.
 */
int ledger_transfer(struct ledger *ledger, size_t from, size_t to, long amount);

#endif
