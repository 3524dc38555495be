/* Variant: asks no call whether it failed. On a mutex that is there from the
 * start, locked and unlocked in pairs, none of them can. */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long balance;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

static int change(long amount)
{
    int result = 0;

    pthread_mutex_lock(&lock);
    if (entries == ACCOUNT_PAGE) {
        result = ENOSPC;
    } else if (amount > 0 ? balance > LONG_MAX - amount : balance < -amount) {
        result = ERANGE;
    } else {
        history[entries++] = amount;
        balance += amount;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

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
    pthread_mutex_lock(&lock);
    *result = balance;
    pthread_mutex_unlock(&lock);
    return 0;
}

int account_statement(struct statement *statement)
{
    pthread_mutex_lock(&lock);
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = balance;
    entries = 0;
    pthread_mutex_unlock(&lock);
    return 0;
}
