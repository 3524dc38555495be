/* Variant: never waits while it holds a lock. If the second one is taken it
 * gives the first one back, lets others run and begins again. */
#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>

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

static bool both_taken(struct account *a, struct account *b)
{
    pthread_mutex_lock(&a->lock);
    if (a == b || pthread_mutex_trylock(&b->lock) == 0) {
        return true;
    }
    pthread_mutex_unlock(&a->lock);
    return false;
}

int transfer(struct account *from, struct account *to, long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    while (!both_taken(from, to)) {
        sched_yield();
    }
    int result = move(from, to, amount);
    if (to != from) {
        pthread_mutex_unlock(&to->lock);
    }
    pthread_mutex_unlock(&from->lock);
    return result;
}

/* Totals wait with locks in their hands, but only for transfers, which do not,
 * and for totals, which go the same way. */
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
