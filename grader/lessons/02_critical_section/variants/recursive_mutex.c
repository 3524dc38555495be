/* Variant: a recursive mutex may be taken again by its owner, so
 * account_withdraw() may call account_balance() and still hold the lock. */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static long balance;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

static void lock_create(void)
{
    pthread_mutexattr_t attributes;

    if (pthread_mutexattr_init(&attributes) != 0 ||
        pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE) != 0 ||
        pthread_mutex_init(&lock, &attributes) != 0 ||
        pthread_mutexattr_destroy(&attributes) != 0) {
        abort();
    }
}

static void lock_take(void)
{
    if (pthread_once(&once, lock_create) != 0 ||
        pthread_mutex_lock(&lock) != 0) {
        abort();
    }
}

static void lock_give(void)
{
    if (pthread_mutex_unlock(&lock) != 0) {
        abort();
    }
}

static int enter(long amount)
{
    if (entries == ACCOUNT_PAGE) {
        return ENOSPC;
    }
    history[entries++] = amount;
    balance += amount;
    return 0;
}

int account_balance(long *result)
{
    lock_take();
    *result = balance;
    lock_give();
    return 0;
}

int account_deposit(long amount)
{
    long now;

    if (amount <= 0) {
        return EINVAL;
    }
    lock_take();
    account_balance(&now);
    int result = now > LONG_MAX - amount ? ERANGE : enter(amount);
    lock_give();
    return result;
}

int account_withdraw(long amount)
{
    long now;

    if (amount <= 0) {
        return EINVAL;
    }
    lock_take();
    account_balance(&now);
    int result = now < amount ? ERANGE : enter(-amount);
    lock_give();
    return result;
}

int account_statement(struct statement *statement)
{
    lock_take();
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = balance;
    entries = 0;
    lock_give();
    return 0;
}
