/* Mutant: accounts are marked busy under one short lock, and who finds one
 * busy waits until somebody is done. Nothing can deadlock, but there is no
 * order: newcomers take the account while those who wait are still waking up.
 * Finding: starvation
 * Engines: explore
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

enum { MOST = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards busy */
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static const struct account *busy[MOST];

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

/* Where an account stands among the busy ones, NULL for a free place. */
static const struct account **place(const struct account *account)
{
    for (int i = 0; i < MOST; i++) {
        if (busy[i] == account) {
            return &busy[i];
        }
    }
    return NULL;
}

static void pair_enter(struct account *a, struct account *b)
{
    pthread_mutex_lock(&lock);
    while (place(a) || place(b) || !place(NULL)) {
        pthread_cond_wait(&done, &lock);
    }
    *place(NULL) = a;
    *place(NULL) = b;
    pthread_mutex_unlock(&lock);
}

static void pair_leave(struct account *a, struct account *b)
{
    pthread_mutex_lock(&lock);
    *place(a) = NULL;
    *place(b) = NULL;
    pthread_cond_broadcast(&done);
    pthread_mutex_unlock(&lock);
}

/* The account is this thread's own by now; a total may still look at it. */
static long balance_of(struct account *account)
{
    pthread_mutex_lock(&account->lock);
    long balance = account->balance;
    pthread_mutex_unlock(&account->lock);
    return balance;
}

static void move(struct account *from, struct account *to, long amount)
{
    struct account *low = (uintptr_t)from < (uintptr_t)to ? from : to;
    struct account *high = low == from ? to : from;

    pthread_mutex_lock(&low->lock);
    pthread_mutex_lock(&high->lock);
    from->balance -= amount;
    to->balance += amount;
    pthread_mutex_unlock(&high->lock);
    pthread_mutex_unlock(&low->lock);
}

int transfer(struct account *from, struct account *to, long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    if (from == to) {
        return balance_of(from) < amount ? ERANGE : 0;
    }
    pair_enter(from, to);
    int error = 0;
    if (balance_of(from) < amount || balance_of(to) > LONG_MAX - amount) {
        error = ERANGE;
    } else {
        move(from, to, amount);
    }
    pair_leave(from, to);
    return error;
}

int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;

    for (size_t i = 0; i < count; i++) {
        pthread_mutex_lock(&accounts[i].lock);
        result += accounts[i].balance;
    }
    for (size_t i = count; i > 0; i--) {
        pthread_mutex_unlock(&accounts[i - 1].lock);
    }
    *sum = result;
    return 0;
}
