/* Mutant: one lock for the whole bank. No deadlock is left, and no two
 * transfers ever run together; the accounts' own locks guard nothing.
 * Finding: assertion
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>

static pthread_mutex_t bank_lock = PTHREAD_MUTEX_INITIALIZER;

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
    pthread_mutex_lock(&bank_lock);
    int result = move(from, to, amount);
    pthread_mutex_unlock(&bank_lock);
    return result;
}

int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;

    pthread_mutex_lock(&bank_lock);
    for (size_t i = 0; i < count; i++) {
        result += accounts[i].balance;
    }
    pthread_mutex_unlock(&bank_lock);
    *sum = result;
    return 0;
}
