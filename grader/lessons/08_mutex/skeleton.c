/*
 * Lesson 8: a ledger that a thread may keep for several calls.
 *
 * The contract is in ledger.h, the story in README.md. `make run L=08` shows
 * what goes wrong, `make check L=08` grades what you write here.
 */
#include "ledger.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

struct ledger {
    pthread_mutex_t lock; /* guards balance */
    long balance[ACCOUNTS];
};

/* TODO: this makes a mutex of the default type. What may its owner do? */
int ledger_create(struct ledger **ledger)
{
    struct ledger *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        free(made);
        return error;
    }
    *ledger = made;
    return 0;
}

int ledger_destroy(struct ledger *ledger)
{
    int error = pthread_mutex_destroy(&ledger->lock);

    free(ledger);
    return error;
}

int ledger_begin(struct ledger *ledger)
{
    return pthread_mutex_lock(&ledger->lock);
}

/* TODO: anybody may call this; not everybody may unlock. */
int ledger_end(struct ledger *ledger)
{
    return pthread_mutex_unlock(&ledger->lock);
}

int ledger_post(struct ledger *ledger, size_t account, long amount)
{
    if (account >= ACCOUNTS) {
        return EINVAL;
    }
    int error = ledger_begin(ledger);
    if (error != 0) {
        return error;
    }
    long *balance = &ledger->balance[account];
    int result = 0;
    if ((amount > 0 && *balance > LONG_MAX - amount) || *balance + amount < 0) {
        result = ERANGE;
    } else {
        *balance += amount;
    }
    error = ledger_end(ledger);
    return result != 0 ? result : error;
}

int ledger_balance(struct ledger *ledger, size_t account, long *balance)
{
    if (account >= ACCOUNTS) {
        return EINVAL;
    }
    int error = ledger_begin(ledger);
    if (error != 0) {
        return error;
    }
    *balance = ledger->balance[account];
    return ledger_end(ledger);
}

/* TODO: nobody may see the money under way, so the ledger is kept meanwhile.
 * But ledger_post() wants it, too. */
int ledger_transfer(struct ledger *ledger, size_t from, size_t to, long amount)
{
    if (from >= ACCOUNTS || to >= ACCOUNTS || amount <= 0) {
        return EINVAL;
    }
    int error = ledger_begin(ledger);
    if (error != 0) {
        return error;
    }
    int result = ledger_post(ledger, from, -amount);
    if (result == 0) {
        result = ledger_post(ledger, to, amount);
        if (result != 0) {
            ledger_post(ledger, from, amount); /* put it back */
        }
    }
    error = ledger_end(ledger);
    return result != 0 ? result : error;
}
