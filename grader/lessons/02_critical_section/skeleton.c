/*
 * Lesson 2: an account whose balance and history must agree.
 *
 * The contract is in account.h, the story in README.md. `make run L=02` shows
 * what goes wrong, `make check L=02` grades what you write here.
 */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* What belongs together: opening + the first `entries` of history == balance */
static long balance;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

/* TODO: as long as one thread is alone with the account, all of this is
 * right. Make it right for many threads, on every way out of every function. */
int account_deposit(long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    size_t place = entries;
    if (place == ACCOUNT_PAGE) {
        return ENOSPC;
    }
    if (balance > LONG_MAX - amount) {
        return ERANGE;
    }
    history[place] = amount;
    entries = place + 1;
    balance += amount;
    return 0;
}

int account_withdraw(long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    size_t place = entries;
    if (place == ACCOUNT_PAGE) {
        return ENOSPC;
    }
    if (balance < amount) {
        return ERANGE;
    }
    history[place] = -amount;
    entries = place + 1;
    balance -= amount;
    return 0;
}

int account_balance(long *result)
{
    *result = balance;
    return 0;
}

int account_statement(struct statement *statement)
{
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = balance;
    entries = 0;
    return 0;
}
