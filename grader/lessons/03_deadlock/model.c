/**
 * @file 03_deadlock/model.c
 * @brief The contract of transfer.h, as a few numbers.
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { INIT = 1, DESTROY, TRANSFER, TOTAL };
enum { A, B, C, ACCOUNTS };

struct state {
    long balances[ACCOUNTS];
};

static struct account accounts[ACCOUNTS];

static bool run(struct call *call)
{
    const long *with = call->with;

    switch (call->function) {
    case INIT:
        call->answer = account_init(&accounts[with[0]], with[1]);
        return call->answer == 0;
    case DESTROY:
        call->answer = account_destroy(&accounts[with[0]]);
        return true;
    case TRANSFER:
        call->answer =
            transfer(&accounts[with[0]], &accounts[with[1]], with[2]);
        return true;
    default:
        call->answer =
            total(&accounts[with[0]], (size_t)with[1], &call->stored[0]);
        return true;
    }
}

/* Of a sum that fits. */
static enum call_fit total_fits(const struct state *state,
                                const struct call *call)
{
    long sum = 0;

    for (long i = 0; i < call->with[1]; i++)
        sum += state->balances[call->with[0] + i];
    return call->stored[0] == sum ? call_answers(call, 0) : CALL_DIFFERS;
}

/* Whether a balance that pays itself may exceed LONG_MAX, the header leaves
 * open; no client asks. */
static enum call_fit transfer_fits(struct state *state, const struct call *call)
{
    long *from = &state->balances[call->with[0]];
    long *to = &state->balances[call->with[1]];
    long amount = call->with[2];

    if (amount <= 0)
        return call_answers(call, EINVAL);
    if (*from < amount)
        return call_answers(call, ERANGE);
    if (from != to && *to > LONG_MAX - amount)
        return call_answers(call, ERANGE);
    *from -= amount;
    *to += amount;
    return call_answers(call, 0);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case INIT:
        if (call->with[1] < 0)
            return call_answers(call, EINVAL);
        state->balances[call->with[0]] = call->with[1];
        return call_answers(call, 0);
    case DESTROY:
        return call_answers(call, 0);
    case TRANSFER:
        return transfer_fits(state, call);
    default:
        return total_fits(state, call);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    const long *with = call->with;
    char first = (char)('a' + with[0]);

    switch (call->function) {
    case INIT:
        snprintf(text, size, "account_init(&%c, %ld)", first, with[1]);
        break;
    case DESTROY:
        snprintf(text, size, "account_destroy(&%c)", first);
        break;
    case TRANSFER:
        snprintf(text, size, "transfer(&%c, &%c, %ld)", first,
                 (char)('a' + with[1]), with[2]);
        break;
    default:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "total(&%c, %ld, &sum)", first, with[1]);
        else
            snprintf(text, size, "total(&%c, %ld, &sum: %ld)", first, with[1],
                     call->stored[0]);
    }
}

/* The last one is as rich as one can be. */
enum { POOR = 1, RICH = 2 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{INIT, .with = {A, 5}}, {INIT, .with = {B, 3}}, {INIT, .with = {C, 0}}},
    {{INIT, .with = {A, LONG_MAX}},
     {INIT, .with = {B, 1}},
     {INIT, .with = {C, 0}}},
    {{INIT, .with = {A, -1}}},
    {{INIT, .with = {A, LONG_MIN}}},
    {{0}},
};

/* A number that is 1 for whoever keeps the lower half. */
#define NARROW (LONG_MAX / 2 + 2)

static const struct call calls[] = {
    {TRANSFER, .with = {A, B, 4}, .after = POOR},
    {TRANSFER, .with = {B, A, 3}, .after = POOR},
    {TRANSFER, .with = {A, C, 4}, .after = POOR},
    {TRANSFER, .with = {C, B, 4}, .after = POOR},
    {TOTAL, .with = {A, ACCOUNTS}, .after = POOR},
    {TRANSFER, .with = {A, A, 5}, .alone = true, .after = POOR},
    {TRANSFER, .with = {A, A, 6}, .alone = true, .after = POOR},
    {TRANSFER, .with = {A, A, 0}, .alone = true, .after = POOR},
    {TRANSFER, .with = {A, A, -1}, .alone = true, .after = POOR},
    {TRANSFER, .with = {A, B, 0}, .alone = true, .after = POOR},
    {TRANSFER, .with = {A, B, -1}, .alone = true, .after = POOR},
    {TRANSFER, .with = {A, B, LONG_MIN}, .alone = true, .after = POOR},
    {TRANSFER, .with = {A, B, LONG_MAX}, .alone = true, .after = POOR},
    {TOTAL, .with = {A, 0}, .alone = true, .after = POOR},
    {TOTAL, .with = {A, 1}, .alone = true, .after = POOR | RICH},
    {TOTAL, .with = {B, 2}, .alone = true, .after = POOR | RICH},
    {TRANSFER, .with = {A, B, LONG_MAX}, .alone = true, .after = RICH},
    {TRANSFER, .with = {A, C, LONG_MAX}, .alone = true, .after = POOR | RICH},
    {TRANSFER, .with = {A, C, NARROW}, .alone = true, .after = POOR | RICH},
    {TRANSFER, .with = {B, A, 1}, .alone = true, .after = RICH},
    {TRANSFER, .with = {B, A, LONG_MAX}, .alone = true, .after = RICH},
    {0},
};

/* Each balance by itself, since their sum need not fit. */
static const struct call ends[] = {
    {TOTAL, .with = {A, 1}},
    {TOTAL, .with = {B, 1}},
    {TOTAL, .with = {C, 1}},
    {DESTROY, .with = {A}},
    {DESTROY, .with = {B}},
    {DESTROY, .with = {C}},
    {0},
};

static const struct contract accounts_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .clients = 60,
};

CONTRACT(contract,
         "whatever threads transfer and add up at once, one after the other "
         "could have done",
         &accounts_contract, .points = 5);
