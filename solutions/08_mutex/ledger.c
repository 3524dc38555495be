/*
 * Lesson 8, a solution: a recursive mutex for owners, and a helper for us.
 *
 * Invariant: balance changes only while its thread owns lock, and whenever the
 * lock is free no amount is under way. Who owns the ledger, and how often, is
 * what a recursive mutex counts already. Within this file nobody relies on it:
 * what is done under the lock is done by post_owned(), which does not lock.
 */
#include "ledger.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

struct ledger {
    pthread_mutex_t lock; /* recursive; guards balance */
    long balance[ACCOUNTS];
};

static int recursive_init(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t attributes;
    int error = pthread_mutexattr_init(&attributes);

    if (error != 0) {
        return error;
    }
    error = pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    if (error == 0) {
        error = pthread_mutex_init(mutex, &attributes);
    }
    pthread_mutexattr_destroy(&attributes);
    return error;
}

int ledger_create(struct ledger **ledger)
{
    struct ledger *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = recursive_init(&made->lock);
    if (error != 0) {
        free(made);
        return error;
    }
    *ledger = made;
    return 0;
}

int ledger_destroy(struct ledger *ledger)
{
    int error = pthread_mutex_destroy(&ledger->lock);

    free(ledger);
    return error;
}

int ledger_begin(struct ledger *ledger)
{
    return pthread_mutex_lock(&ledger->lock);
}

/* A recursive mutex answers EPERM to whoever does not own it. */
int ledger_end(struct ledger *ledger)
{
    return pthread_mutex_unlock(&ledger->lock);
}

/* The caller owns the ledger, and has checked the account. */
static int post_owned(struct ledger *ledger, size_t account, long amount)
{
    long balance = ledger->balance[account];

    if (amount > 0 ? balance > LONG_MAX - amount : balance + amount < 0) {
        return ERANGE;
    }
    ledger->balance[account] = balance + amount;
    return 0;
}

/* The same for a transfer. What was taken away always fits back. */
static int transfer_owned(struct ledger *ledger, size_t from, size_t to,
                          long amount)
{
    int error = post_owned(ledger, from, -amount);

    if (error != 0) {
        return error;
    }
    error = post_owned(ledger, to, amount);
    if (error != 0) {
        post_owned(ledger, from, amount);
    }
    return error;
}

int ledger_post(struct ledger *ledger, size_t account, long amount)
{
    if (account >= ACCOUNTS) {
        return EINVAL;
    }
    int error = ledger_begin(ledger);
    if (error != 0) {
        return error;
    }
    int result = post_owned(ledger, account, amount);
    error = ledger_end(ledger);
    return result != 0 ? result : error;
}

int ledger_balance(struct ledger *ledger, size_t account, long *balance)
{
    if (account >= ACCOUNTS) {
        return EINVAL;
    }
    int error = ledger_begin(ledger);
    if (error != 0) {
        return error;
    }
    *balance = ledger->balance[account];
    return ledger_end(ledger);
}

int ledger_transfer(struct ledger *ledger, size_t from, size_t to, long amount)
{
    if (from >= ACCOUNTS || to >= ACCOUNTS || amount <= 0) {
        return EINVAL;
    }
    int error = ledger_begin(ledger);
    if (error != 0) {
        return error;
    }
    int result = transfer_owned(ledger, from, to, amount);
    error = ledger_end(ledger);
    return result != 0 ? result : error;
}
