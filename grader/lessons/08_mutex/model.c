/**
 * @file 08_mutex/model.c
 * @brief The contract of ledger.h, as a few numbers.
 *
 * What an owner does is never seen half done: all that it does between its
 * first begin and its last end is one call here.
 */
#include "ledger.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, POST, BALANCE, TRANSFER, END, OWN };

/* What an owner stores: what was on account 0, what came of its transfer of
 * OWN_AMOUNT to account 1, what is on the two then, and what one end too many
 * returned. */
enum { BEFORE, MOVED, AFTER, OTHER, ONE_END_MORE };
enum { OWN_AMOUNT = 3 };

struct state {
    long balances[ACCOUNTS];
};

static struct ledger *ledger;

/* Takes the ledger twice, and gives it back as often. @return The first error
 * of a begin, an end or a look. */
static int own(long stored[CALL_STORED])
{
    int error = ledger_begin(ledger);

    if (error != 0)
        return error;
    error = ledger_begin(ledger);
    if (error == 0) {
        error = ledger_balance(ledger, 0, &stored[BEFORE]);
        stored[MOVED] = ledger_transfer(ledger, 0, 1, OWN_AMOUNT);
        int end = ledger_end(ledger);
        error = error ? error : end;
    }
    int looks = ledger_balance(ledger, 0, &stored[AFTER]);
    int looks_again = ledger_balance(ledger, 1, &stored[OTHER]);
    int end = ledger_end(ledger);
    stored[ONE_END_MORE] = ledger_end(ledger);
    error = error ? error : looks;
    error = error ? error : looks_again;
    return error ? error : end;
}

static bool run(struct call *call)
{
    const long *with = call->with;

    switch (call->function) {
    case CREATE:
        ledger = NO_OBJECT;
        call->answer = ledger_create(&ledger);
        return created(call, ledger);
    case DESTROY:
        call->answer = ledger_destroy(ledger);
        return true;
    case POST:
        call->answer = ledger_post(ledger, (size_t)with[0], with[1]);
        return true;
    case BALANCE:
        call->answer =
            ledger_balance(ledger, (size_t)with[0], &call->stored[0]);
        return true;
    case TRANSFER:
        call->answer =
            ledger_transfer(ledger, (size_t)with[0], (size_t)with[1], with[2]);
        return true;
    case END:
        call->answer = ledger_end(ledger);
        return true;
    default:
        call->answer = own(call->stored);
        return true;
    }
}

static bool is_account(long number)
{
    return number >= 0 && number < ACCOUNTS;
}

static enum call_fit post_fits(struct state *state, const struct call *call)
{
    long amount = call->with[1];

    if (!is_account(call->with[0]))
        return call_answers(call, EINVAL);
    long *balance = &state->balances[call->with[0]];
    if (amount > 0 ? *balance > LONG_MAX - amount : *balance + amount < 0)
        return call_answers(call, ERANGE);
    *balance += amount;
    return call_answers(call, 0);
}

static enum call_fit balance_fits(const struct state *state,
                                  const struct call *call)
{
    if (!is_account(call->with[0]))
        return call_refuses(call, EINVAL);
    return call->stored[0] == state->balances[call->with[0]]
               ? call_answers(call, 0)
               : CALL_DIFFERS;
}

/* @return What it returns. */
static int transfer(struct state *state, long from, long to, long amount)
{
    if (!is_account(from) || !is_account(to) || amount <= 0)
        return EINVAL;
    if (state->balances[from] < amount ||
        (from != to && state->balances[to] > LONG_MAX - amount))
        return ERANGE;
    state->balances[from] -= amount;
    state->balances[to] += amount;
    return 0;
}

static enum call_fit own_fits(struct state *state, const struct call *call)
{
    const long *stored = call->stored;

    if (stored[BEFORE] != state->balances[0] ||
        stored[MOVED] != transfer(state, 0, 1, OWN_AMOUNT) ||
        stored[AFTER] != state->balances[0] ||
        stored[OTHER] != state->balances[1] || stored[ONE_END_MORE] != EPERM)
        return CALL_DIFFERS;
    return call_answers(call, 0);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case CREATE:
        return call_creates(call);
    case POST:
        return post_fits(state, call);
    case BALANCE:
        return balance_fits(state, call);
    case TRANSFER:
        return call_answers(
            call, transfer(state, call->with[0], call->with[1], call->with[2]));
    case END:
        return call_answers(call, EPERM);
    case OWN:
        return own_fits(state, call);
    default:
        return call_answers(call, 0);
    }
}

static void own_tell(const struct call *call, char *text, size_t size)
{
    const long *stored = call->stored;

    if (stored[ONE_END_MORE] == UNTOUCHED)
        snprintf(text, size, "ledger_begin(ledger), twice, and what follows");
    else
        snprintf(text, size,
                 "ledger_begin(ledger), twice; account 0: %ld; "
                 "ledger_transfer(ledger, 0, 1, %d) = %ld; account 0: %ld, 1: "
                 "%ld; ledger_end(ledger), twice, and once more = %ld; all",
                 stored[BEFORE], OWN_AMOUNT, stored[MOVED], stored[AFTER],
                 stored[OTHER], stored[ONE_END_MORE]);
}

static void tell(const struct call *call, char *text, size_t size)
{
    const long *with = call->with;

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "ledger_create(&ledger%s)",
                 created_text(call, ": a ledger"));
        break;
    case DESTROY:
        snprintf(text, size, "ledger_destroy(ledger)");
        break;
    case POST:
        snprintf(text, size, "ledger_post(ledger, %ld, %ld)", with[0], with[1]);
        break;
    case BALANCE:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "ledger_balance(ledger, %ld, &balance)",
                     with[0]);
        else
            snprintf(text, size, "ledger_balance(ledger, %ld, &balance: %ld)",
                     with[0], call->stored[0]);
        break;
    case TRANSFER:
        snprintf(text, size, "ledger_transfer(ledger, %ld, %ld, %ld)", with[0],
                 with[1], with[2]);
        break;
    case END:
        snprintf(text, size, "ledger_end(ledger)");
        break;
    default:
        own_tell(call, text, size);
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}, {POST, .with = {0, 5}}},
    {{.function = CREATE},
     {POST, .with = {1, LONG_MAX - 2}},
     {POST, .with = {0, 5}}},
    {{0}},
};

enum { POOR = 1 };
static const struct call calls[] = {
    {POST, .with = {0, -4}, .after = POOR},
    {BALANCE, .with = {0}, .after = POOR},
    {TRANSFER, .with = {0, 1, 4}, .after = POOR},
    {.function = OWN, .after = POOR},
    {.function = END, .after = POOR},
    {POST, .with = {0, 0}, .alone = true},
    {POST, .with = {-1, 1}, .alone = true},
    {POST, .with = {ACCOUNTS, 1}, .alone = true},
    {POST, .with = {1, 1}, .alone = true},
    {POST, .with = {1, 3}, .alone = true},
    {POST, .with = {1, LONG_MAX}, .alone = true},
    {POST, .with = {2, LONG_MIN}, .alone = true},
    {BALANCE, .with = {ACCOUNTS}, .alone = true},
    {BALANCE, .with = {LONG_MIN}, .alone = true},
    {TRANSFER, .with = {0, 0, 5}, .alone = true},
    {TRANSFER, .with = {0, 0, 6}, .alone = true, .after = POOR},
    {TRANSFER, .with = {0, 1, 2}, .alone = true},
    {TRANSFER, .with = {0, 1, 3}, .alone = true},
    {TRANSFER, .with = {0, ACCOUNTS, 1}, .alone = true},
    {TRANSFER, .with = {-1, 0, 1}, .alone = true},
    {TRANSFER, .with = {0, 1, 0}, .alone = true},
    {TRANSFER, .with = {0, 1, -1}, .alone = true},
    {TRANSFER, .with = {1, 0, LONG_MIN}, .alone = true},
    {TRANSFER, .with = {1, 0, LONG_MAX}, .alone = true},
    {0},
};

static const struct call ends[] = {
    {BALANCE, .with = {0}},
    {BALANCE, .with = {1}},
    {BALANCE, .with = {2}},
    {.function = DESTROY},
    {0},
};

static const struct contract ledger_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .clients = 90,
};

CONTRACT(contract,
         "whatever threads call at once, one owner after the other could have "
         "done",
         &ledger_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}},
    {{0}},
};

static const struct call few_calls[] = {
    {POST, .with = {0, 5}},
    {0},
};

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = few_beginnings,
    .calls = few_calls,
    .ends = ends,
    .may_fail = call_any_error,
    .clients = 1,
};

CONTRACT(contract_fails, "a ledger that can't be made leaves nothing behind",
         &failing_contract, .points = 5, .failing_calls = true);
