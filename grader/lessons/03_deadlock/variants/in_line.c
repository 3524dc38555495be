/* Variant: accounts are booked under one short lock, in the order of arrival:
 * who waits keeps his place in the queue, so nobody passes him on the accounts
 * that he wants, and whoever wants others goes ahead. Nobody waits with an
 * account in hand, so nothing can deadlock.
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/* A transfer that waits or is under way; it lies on its thread's stack. */
struct booking {
    const struct account *a, *b;
    struct booking *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the queue */
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static struct booking *queue; /* in the order of arrival */

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

/* Does anybody who came earlier want one of the same accounts? */
static bool must_wait(const struct booking *mine)
{
    for (const struct booking *i = queue; i != mine; i = i->next) {
        if (i->a == mine->a || i->a == mine->b || i->b == mine->a ||
            i->b == mine->b) {
            return true;
        }
    }
    return false;
}

static void pair_enter(struct booking *mine)
{
    pthread_mutex_lock(&lock);
    struct booking **end = &queue;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = mine;
    while (must_wait(mine)) {
        pthread_cond_wait(&done, &lock);
    }
    pthread_mutex_unlock(&lock);
}

static void pair_leave(struct booking *mine)
{
    pthread_mutex_lock(&lock);
    struct booking **at = &queue;
    while (*at != mine) {
        at = &(*at)->next;
    }
    *at = mine->next;
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
    struct booking mine = {from, to, NULL};
    int error = 0;
    pair_enter(&mine);
    if (balance_of(from) < amount || balance_of(to) > LONG_MAX - amount) {
        error = ERANGE;
    } else {
        move(from, to, amount);
    }
    pair_leave(&mine);
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
