/**
 * @file account.h
 * @brief Lesson 2: an account whose balance and history must agree.
 *
 * There is one account in the program. It begins with nothing on it and an
 * empty page of history. Several threads may call any of these functions at
 * the same time, and at *every* moment at which somebody can look,
 *
 *     opening balance of the page + sum of its entries == balance,
 *     and the balance is not below 0.
 *
 * Each function returns 0, or one of the error numbers named with it and has
 * then changed nothing. If a lock itself fails, that error is returned. No
 * function keeps a lock when it returns, whatever it returns.
 *
 * This is the contract. You make it true in account.c; you don't edit this
 * file.
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <stddef.h>

/** How many entries a page of the history holds. */
enum { ACCOUNT_PAGE = 32 };

/** One page of the history, as account_statement() hands it out. */
struct statement {
    long opening;             /**< the balance before the first entry */
    long balance;             /**< the balance after the last entry */
    size_t entries;           /**< how many of the entries are in use */
    long entry[ACCOUNT_PAGE]; /**< deposits above 0, withdrawals below */
};

/**
 * @brief Puts money on the account and enters it into the history.
 * @param amount How much, above 0.
 * @return 0, EINVAL if @p amount is 0 or less, ENOSPC if the page is full, or
 *         ERANGE if the balance would exceed LONG_MAX.
 */
int account_deposit(long amount);

/**
 * @brief Takes money off the account and enters it into the history.
 * @param amount How much, above 0.
 * @return 0, EINVAL if @p amount is 0 or less, ENOSPC if the page is full, or
 *         ERANGE if there is less than @p amount on the account.
 */
int account_withdraw(long amount);

/**
 * @brief Reads the balance.
 * @param balance Where to store it; not touched on an error.
 * @return 0 or an error number.
 */
int account_balance(long *balance);

/**
 * @brief Hands out the page and begins an empty one, all at once: the next
 *        page opens with the balance that this one closed with.
 * @param statement Where to copy the page; not touched on an error.
 * @return 0 or an error number.
 */
int account_statement(struct statement *statement);

#endif
