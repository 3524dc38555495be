/**
 * @file 05_concurrent_access/model.c
 * @brief The contract of warehouse.h, as a pile and a number.
 */
#include "warehouse.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { PUSH = 1, POP, ADD, TAKE, LEVEL };
enum { MOST_PARCELS = 8 };

struct state {
    size_t count;
    long parcels[MOST_PARCELS]; /* the last one is on top */
    long level;
};

static bool run(struct call *call)
{
    switch (call->function) {
    case PUSH:
        call->answer = parcel_push(call->with[0]);
        break;
    case POP:
        call->answer = parcel_pop(&call->stored[0]);
        break;
    case ADD:
        call->answer = stock_add(call->with[0]);
        break;
    case TAKE:
        call->answer = stock_take(call->with[0]);
        break;
    default:
        call->answer = stock_level(&call->stored[0]);
    }
    return true;
}

static enum call_fit pop_fits(struct state *state, const struct call *call)
{
    if (state->count == 0)
        return call_refuses(call, ENOENT);
    state->count--;
    return call->stored[0] == state->parcels[state->count]
               ? call_answers(call, 0)
               : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case PUSH:
        state->parcels[state->count++] = call->with[0];
        return call_answers(call, 0);
    case POP:
        return pop_fits(state, call);
    case ADD:
        if (call->with[0] <= 0)
            return call_answers(call, EINVAL);
        if (call->with[0] > SHELF - state->level)
            return call_answers(call, ENOSPC);
        state->level += call->with[0];
        return call_answers(call, 0);
    case TAKE:
        if (call->with[0] <= 0)
            return call_answers(call, EINVAL);
        if (call->with[0] > state->level)
            return call_answers(call, ERANGE);
        state->level -= call->with[0];
        return call_answers(call, 0);
    default:
        return call->stored[0] == state->level ? call_answers(call, 0)
                                               : CALL_DIFFERS;
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    static const char *const names[] = {[PUSH] = "parcel_push",
                                        [POP] = "parcel_pop",
                                        [ADD] = "stock_add",
                                        [TAKE] = "stock_take",
                                        [LEVEL] = "stock_level"};
    const char *name = names[call->function];
    const char *where = call->function == POP ? "parcel" : "level";

    if (call->function != POP && call->function != LEVEL)
        snprintf(text, size, "%s(%ld)", name, call->with[0]);
    else if (call->stored[0] == UNTOUCHED)
        snprintf(text, size, "%s(&%s)", name, where);
    else
        snprintf(text, size, "%s(&%s: %ld)", name, where, call->stored[0]);
}

/* Stack and shelf are no concern of each other: each has its own clients. */
enum { STACK = 1, PIECES = 2, BOTH = 4 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{PUSH, .with = {1}}},
    {{ADD, .with = {SHELF / 2}}},
    {{PUSH, .with = {1}}, {ADD, .with = {SHELF / 2}}},
    {{0}},
};

/* There is room for one add and there are pieces for one take. */
enum { MANY = SHELF / 2 - 200 };
static const struct call calls[] = {
    {PUSH, .with = {5}, .after = STACK | BOTH},
    {.function = POP, .after = STACK},
    {PUSH, .with = {LONG_MAX}, .alone = true, .after = STACK},
    {PUSH, .with = {LONG_MIN}, .alone = true, .after = STACK},
    {ADD, .with = {MANY}, .after = PIECES | BOTH},
    {TAKE, .with = {MANY}, .after = PIECES},
    {.function = LEVEL, .after = PIECES},
    {ADD, .with = {0}, .alone = true},
    {ADD, .with = {-1}, .alone = true},
    {ADD, .with = {LONG_MIN}, .alone = true},
    {ADD, .with = {LONG_MAX}, .alone = true},
    {ADD, .with = {SHELF}, .alone = true},
    {TAKE, .with = {0}, .alone = true},
    {TAKE, .with = {-1}, .alone = true},
    {TAKE, .with = {LONG_MIN}, .alone = true},
    {TAKE, .with = {LONG_MAX}, .alone = true},
    {0},
};

/* No client pushes more than there are pops. */
static const struct call ends[] = {
    {.function = LEVEL}, {.function = POP},
    {.function = POP},   {.function = POP},
    {.function = POP},   {.function = POP},
    {.function = POP},   {0},
};

#define WAREHOUSE                                                              \
    .state_size = sizeof(struct state), .run = run, .fits = fits,              \
    .tell = tell, .beginnings = beginnings, .calls = calls, .ends = ends

static const struct contract warehouse_contract = {WAREHOUSE, .clients = 120};
static const struct contract warehouse_fails = {
    WAREHOUSE,
    .may_fail = call_any_error,
    .clients = 20,
};

CONTRACT(contract,
         "whatever threads call at once, one storekeeper could have answered",
         &warehouse_contract, .points = 10);

CONTRACT(contract_fails,
         "a push for which there is no memory is refused, and changes nothing",
         &warehouse_fails, .points = 5, .failing_calls = true);
