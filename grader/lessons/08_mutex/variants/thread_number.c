/* Variant: a semaphore and the owner's number. Threads are numbered as they
 * come, each keeps its number in a variable of its own. */
#include "ledger.h"

#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

struct ledger {
    sem_t free;
    atomic_ulong owner; /* 0: nobody */
    size_t depth;       /* guarded by free, as the balances are */
    long balance[ACCOUNTS];
};

static atomic_ulong numbers;               /* how many were given */
static _Thread_local unsigned long number; /* of this thread, or 0 */

static unsigned long self(void)
{
    if (number == 0) {
        number = ++numbers;
    }
    return number;
}

int ledger_create(struct ledger **ledger)
{
    struct ledger *made = calloc(1, sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    if (sem_init(&made->free, 0, 1) != 0) {
        int error = errno;
        free(made);
        return error;
    }
    *ledger = made;
    return 0;
}

int ledger_destroy(struct ledger *ledger)
{
    sem_destroy(&ledger->free);
    free(ledger);
    return 0;
}

int ledger_begin(struct ledger *ledger)
{
    if (ledger->owner != self()) {
        while (sem_wait(&ledger->free) != 0) {
            /* a signal came: once more */
        }
        ledger->owner = self();
    }
    ledger->depth++;
    return 0;
}

int ledger_end(struct ledger *ledger)
{
    if (ledger->owner != self()) {
        return EPERM;
    }
    if (--ledger->depth == 0) {
        ledger->owner = 0;
        sem_post(&ledger->free);
    }
    return 0;
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
