/* Variant: any order will do, if all keep to it. Here it is from the highest
 * address to the lowest, for transfers and totals alike. */
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

int transfer(struct account *from, struct account *to, long amount)
{
    struct account *first = (uintptr_t)from > (uintptr_t)to ? from : to;
    struct account *second = first == from ? to : from;

    if (amount <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&first->lock);
    if (second != first) {
        pthread_mutex_lock(&second->lock);
    }
    int result = move(from, to, amount);
    if (second != first) {
        pthread_mutex_unlock(&second->lock);
    }
    pthread_mutex_unlock(&first->lock);
    return result;
}

int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;

    for (size_t i = count; i > 0; i--) {
        pthread_mutex_lock(&accounts[i - 1].lock);
        result += accounts[i - 1].balance;
    }
    for (size_t i = 0; i < count; i++) {
        pthread_mutex_unlock(&accounts[i].lock);
    }
    *sum = result;
    return 0;
}
