/**
 * @file 19_hash_table/model.c
 * @brief The contract of table.h, as a list of keys and their values.
 */
#include "table.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, GET, UPDATE, GROW, OWN };
enum { TABLES = 2, KEYS = 5 };

/* All that clients use. */
static const long keys[KEYS] = {0, 2, 1, -1, LONG_MIN};

/* Where a call stores what: the value that it got or changed, and one that it
 * would change a second time. */
enum { VALUE, AGAIN };

/* What a table is. Calls name theirs by its number, last of their arguments.
 * How many buckets it has, nobody is told. */
struct state {
    struct {
        bool there[KEYS];
        long values[KEYS];
    } tables[TABLES];
};

static struct table *tables[TABLES];

/* Changes come one after the other: 5, then 6, make 56 of 0. */
static void digit_append(long *value, void *arg)
{
    struct call *call = arg;

    call->stored[call->stored[VALUE] == UNTOUCHED ? VALUE : AGAIN] = *value;
    *value = *value * 10 + call->with[1];
}

/* A thread has a table for itself, from its beginning to its end. */
static int own_table_use(struct call *call)
{
    struct table *own;
    int error = table_create(&own, 1);

    if (error != 0)
        return error;
    error = table_update(own, 0, digit_append, call);
    int failed = table_destroy(own);
    return error != 0 ? error : failed;
}

static bool run(struct call *call)
{
    struct table **table = &tables[call->with[2]];
    long value = UNTOUCHED;

    switch (call->function) {
    case CREATE:
        *table = NO_OBJECT;
        call->answer = table_create(table, (size_t)call->with[0]);
        return created(call, *table);
    case DESTROY:
        call->answer = table_destroy(*table);
        return true;
    case GET:
        call->answer = table_get(*table, call->with[0], &value);
        call->stored[VALUE] = value;
        return true;
    case UPDATE:
        call->answer = table_update(*table, call->with[0], digit_append, call);
        return true;
    case OWN:
        call->answer = own_table_use(call);
        return true;
    default:
        call->answer = table_grow(*table);
        return true;
    }
}

static int place_of(long key)
{
    int place = 0;

    while (keys[place] != key)
        place++;
    return place;
}

static enum call_fit create_fits(struct state *state, const struct call *call)
{
    if (call->with[0] == 0)
        return call_refuses(call, EINVAL);
    for (int place = 0; place < KEYS; place++) {
        state->tables[call->with[2]].there[place] = false;
        state->tables[call->with[2]].values[place] = 0;
    }
    return call_creates(call);
}

static enum call_fit get_fits(const struct state *state,
                              const struct call *call)
{
    int place = place_of(call->with[0]);
    long table = call->with[2];

    if (!state->tables[table].there[place])
        return call->stored[VALUE] == UNTOUCHED ? call_answers(call, ENOENT)
                                                : CALL_DIFFERS;
    return call->stored[VALUE] == state->tables[table].values[place]
               ? call_answers(call, 0)
               : CALL_DIFFERS;
}

static enum call_fit update_fits(struct state *state, const struct call *call)
{
    int place = place_of(call->with[0]);
    long *value = &state->tables[call->with[2]].values[place];

    if (call->stored[VALUE] != *value || call->stored[AGAIN] != UNTOUCHED)
        return CALL_DIFFERS;
    state->tables[call->with[2]].there[place] = true;
    *value = *value * 10 + call->with[1];
    return call_answers(call, 0);
}

static enum call_fit fits(void *state, const struct call *call)
{
    switch (call->function) {
    case CREATE:
        return create_fits(state, call);
    case GET:
        return get_fits(state, call);
    case UPDATE:
        return update_fits(state, call);
    case OWN:
        return call->stored[VALUE] == 0 && call->stored[AGAIN] == UNTOUCHED
                   ? call_answers(call, 0)
                   : CALL_DIFFERS;
    default:
        return call_answers(call, 0);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    const long *with = call->with, *stored = call->stored;
    char table = (char)('a' + with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "table_create(&%c%s, %ld)", table,
                 created_text(call, ": a table"), with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "table_destroy(%c)", table);
        break;
    case GET:
        if (stored[VALUE] == UNTOUCHED)
            snprintf(text, size, "table_get(%c, %ld, &value)", table, with[0]);
        else
            snprintf(text, size, "table_get(%c, %ld, &value: %ld)", table,
                     with[0], stored[VALUE]);
        break;
    case UPDATE:
        if (stored[VALUE] == UNTOUCHED)
            snprintf(text, size, "table_update(%c, %ld, append %ld)", table,
                     with[0], with[1]);
        else
            snprintf(text, size, "table_update(%c, %ld, append %ld to %ld%s)",
                     table, with[0], with[1], stored[VALUE],
                     stored[AGAIN] == UNTOUCHED ? "" : ", and once more");
        break;
    case OWN:
        snprintf(text, size,
                 "create(&own, 1), update(own, 0, append %ld), destroy(own)",
                 with[1]);
        break;
    default:
        snprintf(text, size, "table_grow(%c)", table);
    }
}

/* 0 and 2 are in one bucket, as long as there are two. Of three, 0 and -1 are
 * in the first, 2 and LONG_MIN in the last. */
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}, {CREATE, .with = {1, 0, 1}}},
    {{CREATE, .with = {2}},
     {CREATE, .with = {1, 0, 1}},
     {UPDATE, .with = {2, 1}},
     {UPDATE, .with = {0, 1}}},
    {{CREATE, .with = {0}}},
    {{CREATE, .with = {3}}, {CREATE, .with = {3, 0, 1}}},
    {{0}},
};

enum { THREE = 0x8, OPEN = 0x3 | THREE };
static const struct call calls[] = {
    {UPDATE, .with = {0, 5}, .after = OPEN},
    {UPDATE, .with = {2, 6}, .after = OPEN},
    {GET, .with = {0}},
    {.function = GROW, .after = OPEN},
    {UPDATE, .with = {0, 7, 1}, .after = OPEN},
    {UPDATE, .with = {-1, 9}, .after = THREE},
    {OWN, .with = {0, 4}, .after = 0x2},
    {UPDATE, .with = {1, 8}, .alone = true, .after = OPEN},
    {UPDATE, .with = {-1, 8}, .alone = true, .after = OPEN},
    {UPDATE, .with = {LONG_MIN, 8}, .alone = true, .after = OPEN},
    {GET, .with = {1}, .alone = true, .after = OPEN},
    {GET, .with = {-1}, .alone = true, .after = OPEN},
    {GET, .with = {LONG_MIN}, .alone = true, .after = OPEN},
    {0},
};

/* Key 0 is looked up in one table right after the other, and again in a new
 * one.
 */
static const struct call ends[] = {
    {GET, .with = {0}},
    {GET, .with = {2}},
    {GET, .with = {1}},
    {.function = GROW},
    {GET, .with = {2}},
    {GET, .with = {-1}},
    {GET, .with = {LONG_MIN}},
    {GET, .with = {0}},
    {GET, .with = {0, 0, 1}},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {CREATE, .with = {2}},
    {GET, .with = {0}},
    {.function = DESTROY},
    {0},
};

static const struct contract table_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .clients = 120,
};

CONTRACT(contract, "whatever threads call at once, a list could have answered",
         &table_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {2}}, {UPDATE, .with = {0, 1}}},
    {{0}},
};

static const struct call few_calls[] = {
    {UPDATE, .with = {2, 6}},
    {GET, .with = {0}},
    {.function = GROW},
    {0},
};

static const struct call few_ends[] = {
    {UPDATE, .with = {1, 3}},
    {GET, .with = {0}},
    {GET, .with = {2}},
    {.function = DESTROY},
    {0},
};

static bool fails(const struct call *call)
{
    return call->function == CREATE ? call_any_error(call)
                                    : call_no_memory(call);
}

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = few_beginnings,
    .calls = few_calls,
    .ends = few_ends,
    .may_fail = fails,
    .clients = 12,
};

CONTRACT(contract_fails, "a call that fails changes nothing, and keeps no lock",
         &failing_contract, .points = 5, .failing_calls = true);
