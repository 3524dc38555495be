/* Variant: a recursive lock of one's own, whose owner is known by the kernel's
 * number of the thread. No thread has the number 0. */
#include "ledger.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct ledger {
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    pid_t owner; /* this and the next are guarded by lock; 0: nobody */
    size_t depth;
    long balance[ACCOUNTS];
};

int ledger_create(struct ledger **ledger)
{
    struct ledger *made = calloc(1, sizeof *made);
    pthread_mutexattr_t attributes;

    if (made == NULL) {
        return ENOMEM;
    }
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_NORMAL);
    int error = pthread_mutex_init(&made->lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
    if (error == 0) {
        error = pthread_cond_init(&made->given_back, NULL);
        if (error != 0) {
            pthread_mutex_destroy(&made->lock);
        }
    }
    if (error != 0) {
        free(made);
        return error;
    }
    *ledger = made;
    return 0;
}

int ledger_destroy(struct ledger *ledger)
{
    pthread_mutex_destroy(&ledger->lock);
    pthread_cond_destroy(&ledger->given_back);
    free(ledger);
    return 0;
}

int ledger_begin(struct ledger *ledger)
{
    pthread_mutex_lock(&ledger->lock);
    if (ledger->owner != gettid()) {
        while (ledger->owner != 0) {
            pthread_cond_wait(&ledger->given_back, &ledger->lock);
        }
        ledger->owner = gettid();
    }
    ledger->depth++;
    pthread_mutex_unlock(&ledger->lock);
    return 0;
}

int ledger_end(struct ledger *ledger)
{
    int result = EPERM;

    pthread_mutex_lock(&ledger->lock);
    if (ledger->owner == gettid()) {
        if (--ledger->depth == 0) {
            ledger->owner = 0;
            pthread_cond_signal(&ledger->given_back);
        }
        result = 0;
    }
    pthread_mutex_unlock(&ledger->lock);
    return result;
}

int ledger_post(struct ledger *ledger, size_t account, long amount)
{
    if (account >= ACCOUNTS) {
        return EINVAL;
    }
    ledger_begin(ledger);
    long *balance = &ledger->balance[account];
    int result = 0;
    if (amount > 0 ? *balance > LONG_MAX - amount : *balance + amount < 0) {
        result = ERANGE;
    } else {
        *balance += amount;
    }
    ledger_end(ledger);
    return result;
}

int ledger_balance(struct ledger *ledger, size_t account, long *balance)
{
    if (account >= ACCOUNTS) {
        return EINVAL;
    }
    ledger_begin(ledger);
    *balance = ledger->balance[account];
    ledger_end(ledger);
    return 0;
}

int ledger_transfer(struct ledger *ledger, size_t from, size_t to, long amount)
{
    if (from >= ACCOUNTS || to >= ACCOUNTS || amount <= 0) {
        return EINVAL;
    }
    ledger_begin(ledger);
    int result = ledger_post(ledger, from, -amount);
    if (result == 0) {
        result = ledger_post(ledger, to, amount);
        if (result != 0) {
            ledger_post(ledger, from, amount);
        }
    }
    ledger_end(ledger);
    return result;
}
