/* Mutant: a lock for each variable, because locks guard variables. What
 * belongs together is guarded by two, and a statement is torn in between.
 * Finding: assertion
 */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t balance_lock = PTHREAD_MUTEX_INITIALIZER;
static long balance;
static pthread_mutex_t page_lock = PTHREAD_MUTEX_INITIALIZER;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

static int balance_change(long amount)
{
    int result = ERANGE;

    pthread_mutex_lock(&balance_lock);
    if (amount > 0 ? balance <= LONG_MAX - amount : balance >= -amount) {
        balance += amount;
        result = 0;
    }
    pthread_mutex_unlock(&balance_lock);
    return result;
}

static int change(long amount)
{
    int result = ENOSPC;

    pthread_mutex_lock(&page_lock);
    if (entries < ACCOUNT_PAGE) {
        result = balance_change(amount);
        if (result == 0) {
            history[entries++] = amount;
        }
    }
    pthread_mutex_unlock(&page_lock);
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
    pthread_mutex_lock(&balance_lock);
    *result = balance;
    pthread_mutex_unlock(&balance_lock);
    return 0;
}

int account_statement(struct statement *statement)
{
    account_balance(&statement->balance);
    pthread_mutex_lock(&page_lock);
    statement->opening = opening;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = statement->balance;
    entries = 0;
    pthread_mutex_unlock(&page_lock);
    return 0;
}
