/* Mutant: never holds two locks, so it can't deadlock. Between the two the
 * money is on neither account, and a total misses it.
 * Finding: assertion
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

static int take(struct account *from, long amount)
{
    int result = ERANGE;

    pthread_mutex_lock(&from->lock);
    if (from->balance >= amount) {
        from->balance -= amount;
        result = 0;
    }
    pthread_mutex_unlock(&from->lock);
    return result;
}

static int put(struct account *to, long amount)
{
    int result = ERANGE;

    pthread_mutex_lock(&to->lock);
    if (to->balance <= LONG_MAX - amount) {
        to->balance += amount;
        result = 0;
    }
    pthread_mutex_unlock(&to->lock);
    return result;
}

int transfer(struct account *from, struct account *to, long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    int result = take(from, amount);
    if (result == 0) {
        result = put(to, amount);
        if (result != 0) {
            put(from, amount);
        }
    }
    return result;
}

int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;

    for (size_t i = 0; i < count; i++) {
        pthread_mutex_lock(&accounts[i].lock);
        result += accounts[i].balance;
    }
    for (size_t i = 0; i < count; i++) {
        pthread_mutex_unlock(&accounts[i].lock);
    }
    *sum = result;
    return 0;
}
