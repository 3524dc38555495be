/* Variant: a semaphore of 1 keeps the others out as a mutex does. The first
 * caller prepares it. */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

static sem_t turn;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static long balance;
static long opening;
static size_t entries;
static long history[ACCOUNT_PAGE];

static void turn_create(void)
{
    if (sem_init(&turn, 0, 1) != 0) {
        abort();
    }
}

static void turn_take(void)
{
    if (pthread_once(&once, turn_create) != 0) {
        abort();
    }
    while (sem_wait(&turn) != 0) {
        if (errno != EINTR) {
            abort();
        }
    }
}

static void turn_give(void)
{
    if (sem_post(&turn) != 0) {
        abort();
    }
}

static int change(long amount)
{
    int result = 0;

    turn_take();
    if (entries == ACCOUNT_PAGE) {
        result = ENOSPC;
    } else if (amount > 0 ? balance > LONG_MAX - amount : balance < -amount) {
        result = ERANGE;
    } else {
        history[entries++] = amount;
        balance += amount;
    }
    turn_give();
    return result;
}

int account_deposit(long amount)
{
    return amount > 0 ? change(amount) : EINVAL;
}

int account_withdraw(long amount)
{
    return amount > 0 ? change(-amount) : EINVAL;
}

int account_balance(long *result)
{
    turn_take();
    *result = balance;
    turn_give();
    return 0;
}

int account_statement(struct statement *statement)
{
    turn_take();
    statement->opening = opening;
    statement->balance = balance;
    statement->entries = entries;
    memcpy(statement->entry, history, entries * sizeof history[0]);
    opening = balance;
    entries = 0;
    turn_give();
    return 0;
}
