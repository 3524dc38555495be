/* Mutant: asks account_balance() and then withdraws. Each of the two is
 * locked; between them the money may go to somebody else.
 * Finding: assertion
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

static int enter(long amount)
{
    int result = ENOSPC;

    pthread_mutex_lock(&lock);
    if (entries < ACCOUNT_PAGE) {
        history[entries++] = amount;
        balance += amount;
        result = 0;
    }
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

int account_deposit(long amount)
{
    long now;

    if (amount <= 0) {
        return EINVAL;
    }
    account_balance(&now);
    return now > LONG_MAX - amount ? ERANGE : enter(amount);
}

int account_withdraw(long amount)
{
    long now;

    if (amount <= 0) {
        return EINVAL;
    }
    account_balance(&now);
    return now < amount ? ERANGE : enter(-amount);
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
