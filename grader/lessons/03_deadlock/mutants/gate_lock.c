/* Mutant: a gate in front of the accounts: whoever is about to take two
 * locks goes through it alone. Whoever waits behind it makes strangers wait.
 * Finding: assertion
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

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
    if (amount <= 0) {
        return EINVAL;
    }
    pthread_mutex_lock(&gate);
    pthread_mutex_lock(&from->lock);
    if (to != from) {
        pthread_mutex_lock(&to->lock);
    }
    pthread_mutex_unlock(&gate);
    int result = move(from, to, amount);
    if (to != from) {
        pthread_mutex_unlock(&to->lock);
    }
    pthread_mutex_unlock(&from->lock);
    return result;
}

int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;

    pthread_mutex_lock(&gate);
    for (size_t i = 0; i < count; i++) {
        pthread_mutex_lock(&accounts[i].lock);
        result += accounts[i].balance;
    }
    pthread_mutex_unlock(&gate);
    for (size_t i = 0; i < count; i++) {
        pthread_mutex_unlock(&accounts[i].lock);
    }
    *sum = result;
    return 0;
}
