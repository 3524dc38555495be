/* Mutant: "goto out" from every way out, and one of them comes from
 * before the lock.
 * Finding: misuse
 */
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

int account_deposit(long amount)
{
    int result = 0;

    if (amount <= 0) {
        result = EINVAL;
        goto out;
    }
    pthread_mutex_lock(&lock);
    if (entries == ACCOUNT_PAGE) {
        result = ENOSPC;
        goto out;
    }
    if (balance > LONG_MAX - amount) {
        result = ERANGE;
        goto out;
    }
    history[entries++] = amount;
    balance += amount;
out:
    pthread_mutex_unlock(&lock);
    return result;
}

int account_withdraw(long amount)
{
    int result = 0;

    if (amount <= 0) {
        result = EINVAL;
        goto out;
    }
    pthread_mutex_lock(&lock);
    if (entries == ACCOUNT_PAGE) {
        result = ENOSPC;
        goto out;
    }
    if (balance < amount) {
        result = ERANGE;
        goto out;
    }
    history[entries++] = -amount;
    balance -= amount;
out:
    pthread_mutex_unlock(&lock);
    return result;
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
