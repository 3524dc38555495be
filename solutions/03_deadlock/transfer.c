/*
 * Lesson 3, a solution: one order for all locks.
 *
 * Invariant: a thread that holds the lock of one account waits only for locks
 * of accounts at higher addresses. Along any chain of threads that wait for
 * each other the addresses rise, so no chain closes to a circle.
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>

int account_init(struct account *account, long balance)
{
    if (balance < 0) {
        return EINVAL;
    }
    account->balance = balance;
    return pthread_mutex_init(&account->lock, NULL);
}

int account_destroy(struct account *account)
{
    return pthread_mutex_destroy(&account->lock);
}

/* The caller holds both locks. */
static int move(struct account *from, struct account *to, long amount)
{
    if (from->balance < amount) {
        return ERANGE;
    }
    if (from == to) {
        return 0;
    }
    if (to->balance > LONG_MAX - amount) {
        return ERANGE;
    }
    from->balance -= amount;
    to->balance += amount;
    return 0;
}

/* Locks both accounts, or the one if they are the same. C defines < only for
 * pointers into one array; as integers any two addresses can be compared. */
static int pair_lock(struct account *a, struct account *b)
{
    struct account *low = (uintptr_t)a < (uintptr_t)b ? a : b;
    struct account *high = low == a ? b : a;
    int error = pthread_mutex_lock(&low->lock);

    if (error != 0 || low == high) {
        return error;
    }
    error = pthread_mutex_lock(&high->lock);
    if (error != 0) {
        pthread_mutex_unlock(&low->lock);
    }
    return error;
}

/* To give locks back never makes anybody wait: here the order is free. */
static int pair_unlock(struct account *a, struct account *b)
{
    int error = pthread_mutex_unlock(&a->lock);

    if (a != b) {
        int other = pthread_mutex_unlock(&b->lock);
        error = error != 0 ? error : other;
    }
    return error;
}

int transfer(struct account *from, struct account *to, long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    int error = pair_lock(from, to);
    if (error != 0) {
        return error;
    }
    int result = move(from, to, amount);
    error = pair_unlock(from, to);
    return result != 0 ? result : error;
}

/* Takes every lock before it gives back the first. In an array, the order of
 * the indices is the order of the addresses. */
int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;
    size_t locked = 0;
    int error = 0;

    while (locked < count) {
        error = pthread_mutex_lock(&accounts[locked].lock);
        if (error != 0) {
            goto out_unlock;
        }
        result += accounts[locked].balance;
        locked++;
    }
    *sum = result;
out_unlock:
    while (locked > 0) {
        int failed = pthread_mutex_unlock(&accounts[--locked].lock);
        error = error != 0 ? error : failed;
    }
    return error;
}
