/* Variant: backs off without running in circles. The lock that was taken is the
 * one to wait for next, with empty hands; then it tries the first one. */
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

static void both_take(struct account *wait, struct account *try)
{
    pthread_mutex_lock(&wait->lock);
    while (try != wait && pthread_mutex_trylock(&try->lock) != 0) {
        struct account *busy = try;

        pthread_mutex_unlock(&wait->lock);
        pthread_mutex_lock(&busy->lock);
        try = wait;
        wait = busy;
    }
}

int transfer(struct account *from, struct account *to, long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    both_take(from, to);
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
