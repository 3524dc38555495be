/* Variant: who does not get the second lock soon gives back the first, and
 * begins anew. */
#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <time.h>

enum { PATIENCE = 10000000, SECOND = 1000000000 }; /* nanoseconds */

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

static int lock_soon(pthread_mutex_t *lock)
{
    struct timespec soon;

    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += PATIENCE;
    if (soon.tv_nsec >= SECOND) {
        soon.tv_nsec -= SECOND;
        soon.tv_sec++;
    }
    return pthread_mutex_timedlock(lock, &soon);
}

static int pair_lock(struct account *a, struct account *b)
{
    for (;;) {
        int error = pthread_mutex_lock(&a->lock);
        if (error != 0 || a == b) {
            return error;
        }
        error = lock_soon(&b->lock);
        if (error == 0) {
            return 0;
        }
        pthread_mutex_unlock(&a->lock);
        if (error != ETIMEDOUT) {
            return error;
        }
    }
}

/* To give locks back never makes anybody wait: here the order is free. */
static int pair_unlock(struct account *a, struct account *b)
{
    int error = pthread_mutex_unlock(&a->lock);

    if (a != b) {
        int other = pthread_mutex_unlock(&b->lock);
        error = error != 0 ? error : other;
    }
    return error;
}

int transfer(struct account *from, struct account *to, long amount)
{
    if (amount <= 0) {
        return EINVAL;
    }
    int error = pair_lock(from, to);
    if (error != 0) {
        return error;
    }
    int result = move(from, to, amount);
    error = pair_unlock(from, to);
    return result != 0 ? result : error;
}

/* Takes every lock before it gives back the first. In an array, the order of
 * the indices is the order of the addresses. */
int total(struct account accounts[], size_t count, long *sum)
{
    long result = 0;
    size_t locked = 0;
    int error = 0;

    while (locked < count) {
        error = pthread_mutex_lock(&accounts[locked].lock);
        if (error != 0) {
            goto out_unlock;
        }
        result += accounts[locked].balance;
        locked++;
    }
    *sum = result;
out_unlock:
    while (locked > 0) {
        int failed = pthread_mutex_unlock(&accounts[--locked].lock);
        error = error != 0 ? error : failed;
    }
    return error;
}
