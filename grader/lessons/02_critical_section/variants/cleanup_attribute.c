/* Variant: what Python calls `with`. gcc and clang run the cleanup function
 * of a variable on every way out of its block, early returns included. */
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

static int unlock(pthread_mutex_t **held)
{
    return *held != NULL ? pthread_mutex_unlock(*held) : 0;
}

static void unlock_at_end(pthread_mutex_t **held)
{
    (void)unlock(held);
}

/* NULL if the lock failed; then there is nothing to unlock either. */
static pthread_mutex_t *lock_take(void)
{
    return pthread_mutex_lock(&lock) == 0 ? &lock : NULL;
}

#define WITH_LOCK                                                              \
    __attribute__((cleanup(unlock_at_end))) pthread_mutex_t *held = lock_take()

static int change(long amount)
{
    WITH_LOCK;
    if (held == NULL) {
        return EINVAL;
    }
    if (entries == ACCOUNT_PAGE) {
        return ENOSPC;
    }
    if (amount > 0 ? balance > LONG_MAX - amount : balance < -amount) {
        return ERANGE;
    }
    history[entries++] = amount;
    balance += amount;
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

int account_balance(long *result)
{
    WITH_LOCK;
    if (held == NULL) {
        return EINVAL;
    }
    *result = balance;
    return 0;
}

int account_statement(struct statement *statement)
{
    WITH_LOCK;
    if (held == NULL) {
        return EINVAL;
    }
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = balance;
    entries = 0;
    return 0;
}
