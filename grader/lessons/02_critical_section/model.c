/**
 * @file 02_critical_section/model.c
 * @brief The contract of account.h, as an account that one teller keeps.
 */
#include "account.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { DEPOSIT = 1, WITHDRAW, BALANCE, STATEMENT };
/* No client makes more entries: no page is ever full. */
enum { MOST_ENTRIES = 5 };
/* Where a statement stores what; a balance is stored first. */
enum { CLOSING, OPENING, COUNT, ENTRIES };

struct state {
    long opening, balance;
    size_t count;
    long entries[MOST_ENTRIES];
};

static void statement_run(struct call *call)
{
    struct statement page = {0};

    call->answer = account_statement(&page);
    if (call->answer != 0)
        return;
    call->stored[CLOSING] = page.balance;
    call->stored[OPENING] = page.opening;
    call->stored[COUNT] = (long)page.entries;
    for (size_t i = 0; i < page.entries && i < MOST_ENTRIES; i++)
        call->stored[ENTRIES + i] = page.entry[i];
}

static bool run(struct call *call)
{
    switch (call->function) {
    case DEPOSIT:
        call->answer = account_deposit(call->with[0]);
        break;
    case WITHDRAW:
        call->answer = account_withdraw(call->with[0]);
        break;
    case BALANCE:
        call->answer = account_balance(&call->stored[0]);
        break;
    default:
        statement_run(call);
    }
    return true;
}

static enum call_fit change_fits(struct state *state, const struct call *call)
{
    long amount = call->with[0];

    if (amount <= 0)
        return call_answers(call, EINVAL);
    if (call->function == DEPOSIT ? state->balance > LONG_MAX - amount
                                  : state->balance < amount)
        return call_answers(call, ERANGE);
    long change = call->function == DEPOSIT ? amount : -amount;
    state->balance += change;
    state->entries[state->count++] = change;
    return call_answers(call, 0);
}

static enum call_fit statement_fits(struct state *state,
                                    const struct call *call)
{
    bool fits = call->answer == 0 && call->stored[CLOSING] == state->balance &&
                call->stored[OPENING] == state->opening &&
                call->stored[COUNT] == (long)state->count;

    for (size_t i = 0; i < state->count; i++)
        fits &= call->stored[ENTRIES + i] == state->entries[i];
    state->opening = state->balance;
    state->count = 0;
    return fits ? CALL_FITS : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case DEPOSIT:
    case WITHDRAW:
        return change_fits(state, call);
    case BALANCE:
        return call->stored[0] == state->balance ? call_answers(call, 0)
                                                 : CALL_DIFFERS;
    default:
        return statement_fits(state, call);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    const long *stored = call->stored;

    switch (call->function) {
    case DEPOSIT:
    case WITHDRAW:
        snprintf(text, size, "account_%s(%ld)",
                 call->function == DEPOSIT ? "deposit" : "withdraw",
                 call->with[0]);
        break;
    case BALANCE:
        if (stored[0] == UNTOUCHED)
            snprintf(text, size, "account_balance(&balance)");
        else
            snprintf(text, size, "account_balance(&balance: %ld)", stored[0]);
        break;
    default:
        if (stored[COUNT] == UNTOUCHED)
            snprintf(text, size, "account_statement(&page)");
        else
            snprintf(text, size,
                     "account_statement(&page: opening %ld, balance %ld, %ld "
                     "entries)",
                     stored[OPENING], stored[CLOSING], stored[COUNT]);
    }
}

enum { SMALL = 1 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{DEPOSIT, .with = {5}}},
    {{DEPOSIT, .with = {LONG_MAX - 3}}},
    {{0}},
};

/* There is money for one of two withdrawals, never for the large one, and then
 * room for one deposit. */
static const struct call calls[] = {
    {DEPOSIT, .with = {3}},
    {WITHDRAW, .with = {4}},
    {WITHDRAW, .with = {9}, .after = SMALL},
    {.function = STATEMENT},
    {.function = BALANCE},
    {DEPOSIT, .with = {0}, .alone = true},
    {DEPOSIT, .with = {-1}, .alone = true},
    {DEPOSIT, .with = {LONG_MIN}, .alone = true},
    {DEPOSIT, .with = {LONG_MAX}, .alone = true},
    {WITHDRAW, .with = {0}, .alone = true},
    {WITHDRAW, .with = {-1}, .alone = true},
    {WITHDRAW, .with = {LONG_MIN}, .alone = true},
    {WITHDRAW, .with = {LONG_MAX}, .alone = true},
    {0},
};

static const struct call ends[] = {
    {.function = BALANCE},
    {.function = STATEMENT},
    {.function = STATEMENT},
    {0},
};

static const struct contract account_contract = {
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
         "whatever threads call at once, one teller could have answered",
         &account_contract, .points = 10);
