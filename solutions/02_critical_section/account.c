/*
 * Lesson 2, a solution: one lock for everything that belongs together.
 *
 * Invariant: whoever reads or writes one of the four variables holds
 * account_lock, and whenever nobody holds it, opening + the first `entries` of
 * history == balance. What needs several steps is done by a function that runs
 * with the lock held and has as many returns as it likes; the function around
 * it has one lock, one unlock and one way out.
 */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

/* Guards all of these. */
static pthread_mutex_t account_lock = PTHREAD_MUTEX_INITIALIZER;
static long balance;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

/* Enters a change that is above or below 0. The caller holds account_lock. */
static int change_locked(long change)
{
    if (entries == ACCOUNT_PAGE) {
        return ENOSPC;
    }
    if (change > 0 ? balance > LONG_MAX - change : balance < -change) {
        return ERANGE;
    }
    history[entries] = change;
    entries++;
    balance += change;
    return 0;
}

static int change(long amount)
{
    int error = pthread_mutex_lock(&account_lock);
    if (error != 0) {
        return error;
    }
    int refused = change_locked(amount);
    error = pthread_mutex_unlock(&account_lock);
    return refused != 0 ? refused : error;
}

/* An argument is the caller's own: to look at it needs no lock. */
int account_deposit(long amount)
{
    return amount > 0 ? change(amount) : EINVAL;
}

int account_withdraw(long amount)
{
    return amount > 0 ? change(-amount) : EINVAL;
}

int account_balance(long *result)
{
    int error = pthread_mutex_lock(&account_lock);
    if (error != 0) {
        return error;
    }
    *result = balance;
    return pthread_mutex_unlock(&account_lock);
}

int account_statement(struct statement *statement)
{
    int error = pthread_mutex_lock(&account_lock);
    if (error != 0) {
        return error;
    }
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = balance;
    entries = 0;
    return pthread_mutex_unlock(&account_lock);
}
