/* Mutant: returns where the money does not suffice, with both accounts
 * still locked.
 * Finding: misuse
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

int transfer(struct account *from, struct account *to, long amount)
{
    struct account *low = (uintptr_t)from < (uintptr_t)to ? from : to;
    struct account *high = low == from ? to : from;

    if (amount <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&low->lock);
    if (high != low) {
        pthread_mutex_lock(&high->lock);
    }
    if (from->balance < amount) {
        return ERANGE;
    }
    if (high != low) {
        if (to->balance > LONG_MAX - amount) {
            return ERANGE;
        }
        from->balance -= amount;
        to->balance += amount;
        pthread_mutex_unlock(&high->lock);
    }
    pthread_mutex_unlock(&low->lock);
    return 0;
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
