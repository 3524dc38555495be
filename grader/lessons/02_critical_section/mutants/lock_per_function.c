/* Mutant: every function has a lock of its own: no two threads are in the
 * same function, and all the others are open.
 * Finding: race
 */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

static long balance;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

int account_deposit(long amount)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    int result = 0;

    if (amount <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&lock);
    size_t place = entries;
    if (place == ACCOUNT_PAGE) {
        result = ENOSPC;
    } else if (balance > LONG_MAX - amount) {
        result = ERANGE;
    } else {
        history[place] = amount;
        entries = place + 1;
        balance += amount;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int account_withdraw(long amount)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    int result = 0;

    if (amount <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&lock);
    size_t place = entries;
    if (place == ACCOUNT_PAGE) {
        result = ENOSPC;
    } else if (balance < amount) {
        result = ERANGE;
    } else {
        history[place] = -amount;
        entries = place + 1;
        balance -= amount;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int account_balance(long *result)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

    pthread_mutex_lock(&lock);
    *result = balance;
    pthread_mutex_unlock(&lock);
    return 0;
}

int account_statement(struct statement *statement)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

    pthread_mutex_lock(&lock);
    size_t used = entries;
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = used;
    memcpy(statement->entry, history, used * sizeof history[0]);
    opening = balance;
    entries = 0;
    pthread_mutex_unlock(&lock);
    return 0;
}
