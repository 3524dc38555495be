/* Mutant: takes the numbers under the lock and copies the entries after
 * it, to hold the lock for a shorter time. By then they belong to others.
 * Finding: race
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
    opening = balance;
    entries = 0;
    pthread_mutex_unlock(&lock);

    memcpy(statement->entry, history,
           statement->entries * sizeof statement->entry[0]);
    return 0;
}
