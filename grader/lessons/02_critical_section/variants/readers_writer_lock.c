/* Variant: who only reads the balance need not keep other readers out; who
 * takes a statement also turns the page, and is a writer. */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static long balance;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

static int change(long amount)
{
    int result = 0;

    pthread_rwlock_wrlock(&lock);
    if (entries == ACCOUNT_PAGE) {
        result = ENOSPC;
    } else if (amount > 0 ? balance > LONG_MAX - amount : balance < -amount) {
        result = ERANGE;
    } else {
        history[entries++] = amount;
        balance += amount;
    }
    pthread_rwlock_unlock(&lock);
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
    pthread_rwlock_rdlock(&lock);
    *result = balance;
    pthread_rwlock_unlock(&lock);
    return 0;
}

int account_statement(struct statement *statement)
{
    pthread_rwlock_wrlock(&lock);
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = balance;
    entries = 0;
    pthread_rwlock_unlock(&lock);
    return 0;
}
