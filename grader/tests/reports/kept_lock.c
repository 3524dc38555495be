/*
 * Lesson: 02_critical_section
 * Engines: explore
 *
 * A refusal that leaves with the lock: which call it was, and what it answered.
 */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct statement page;

static int change(long amount)
{
    pthread_mutex_lock(&lock);
    if (page.entries == ACCOUNT_PAGE) {
        return ENOSPC;
    }
    if (amount > 0 ? page.balance > LONG_MAX - amount
                   : page.balance < -amount) {
        return ERANGE;
    }
    page.entry[page.entries++] = amount;
    page.balance += amount;
    pthread_mutex_unlock(&lock);
    return 0;
}

int account_deposit(long amount)
{
    return amount > 0 ? change(amount) : EINVAL;
}

int account_withdraw(long amount)
{
    return amount > 0 ? change(-amount) : EINVAL;
}

int account_balance(long *balance)
{
    pthread_mutex_lock(&lock);
    *balance = page.balance;
    pthread_mutex_unlock(&lock);
    return 0;
}

int account_statement(struct statement *statement)
{
    pthread_mutex_lock(&lock);
    *statement = page;
    page = (struct statement){.opening = page.balance, .balance = page.balance};
    pthread_mutex_unlock(&lock);
    return 0;
}
