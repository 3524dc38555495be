/*
 * Lesson 3: money moves between accounts that have a lock each.
 *
 * The contract is in transfer.h, the story in README.md. `make run L=03` shows
 * what goes wrong, `make check L=03` grades what you write here.
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>

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

/* TODO: every balance is locked here, nothing is ever left locked, and still
 * there are transfers that never come to an end. */
int transfer(struct account *from, struct account *to, long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    int error = pthread_mutex_lock(&from->lock);
    if (error != 0) {
        return error;
    }
    error = pthread_mutex_lock(&to->lock);
    if (error != 0) {
        pthread_mutex_unlock(&from->lock);
        return error;
    }
    int result = move(from, to, amount);
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
    return result;
}

/* TODO: a sum of balances that were not all true at the same time. */
int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;

    for (size_t i = 0; i < count; i++) {
        int error = pthread_mutex_lock(&accounts[i].lock);
        if (error != 0) {
            return error;
        }
        result += accounts[i].balance;
        pthread_mutex_unlock(&accounts[i].lock);
    }
    *sum = result;
    return 0;
}
