/**
 * @file 20_hand_over_hand/model.c
 * @brief The contract of list.h, as a list that one thread has for itself.
 */
#include "list.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, INSERT, REMOVE, VISIT };
enum { LISTS = 2, MOST = 3 }; /* of the keys that clients use in one list */

/* Where a visit stores what: how many elements it came to, then each one's key
 * and value. */
enum { COUNT, FIRST };

/* What a list is. Calls name theirs by its number, last of their arguments. */
struct state {
    struct {
        int count;
        struct {
            long key, value;
        } elements[MOST];
    } lists[LISTS];
};

static struct list *lists[LISTS];

/* Only looks, or appends a digit to what it saw. So of two that append, all
 * can see which one came first: 5, then 6, make 56 of 0. */
static void look(long key, long *value, void *arg)
{
    struct call *call = arg;
    int count = (int)call->stored[COUNT]++;

    if (count < MOST) {
        call->stored[FIRST + 2 * count] = key;
        call->stored[FIRST + 2 * count + 1] = *value;
    }
    if (call->with[1])
        *value = *value * 10 + call->with[1];
}

/* One that fails may have been under way: what it saw then is not told. */
static void visit(struct call *call, struct list *list)
{
    struct call visit = *call;

    visit.stored[COUNT] = 0;
    call->answer = list_visit(list, look, &visit);
    for (int i = 0; i < CALL_STORED && call->answer == 0; i++)
        call->stored[i] = visit.stored[i];
}

static bool run(struct call *call)
{
    struct list **list = &lists[call->with[2]];

    switch (call->function) {
    case CREATE:
        *list = NO_OBJECT;
        call->answer = list_create(list);
        return created(call, *list);
    case DESTROY:
        call->answer = list_destroy(*list);
        return true;
    case INSERT:
        call->answer = list_insert(*list, call->with[0], call->with[1]);
        return true;
    case REMOVE:
        call->answer = list_remove(*list, call->with[0]);
        return true;
    default:
        visit(call, *list);
        return true;
    }
}

/* @return The place of the first key that is not less. */
static int place_of(const struct state *state, const struct call *call)
{
    int place = 0;

    while (place < state->lists[call->with[2]].count &&
           state->lists[call->with[2]].elements[place].key < call->with[0])
        place++;
    return place;
}

static bool is_there(const struct state *state, const struct call *call,
                     int place)
{
    return place < state->lists[call->with[2]].count &&
           state->lists[call->with[2]].elements[place].key == call->with[0];
}

static enum call_fit insert_fits(struct state *state, const struct call *call)
{
    long list = call->with[2];
    int place = place_of(state, call);

    if (is_there(state, call, place))
        return call_answers(call, EEXIST);
    for (int i = state->lists[list].count++; i > place; i--)
        state->lists[list].elements[i] = state->lists[list].elements[i - 1];
    state->lists[list].elements[place].key = call->with[0];
    state->lists[list].elements[place].value = call->with[1];
    return call_answers(call, 0);
}

static enum call_fit remove_fits(struct state *state, const struct call *call)
{
    long list = call->with[2];
    int place = place_of(state, call);

    if (!is_there(state, call, place))
        return call_answers(call, ENOENT);
    state->lists[list].count--;
    for (int i = place; i < state->lists[list].count; i++)
        state->lists[list].elements[i] = state->lists[list].elements[i + 1];
    return call_answers(call, 0);
}

static enum call_fit visit_fits(struct state *state, const struct call *call)
{
    long list = call->with[2];

    if (call->stored[COUNT] != state->lists[list].count)
        return CALL_DIFFERS;
    for (int i = 0; i < state->lists[list].count; i++) {
        long *value = &state->lists[list].elements[i].value;
        if (call->stored[FIRST + 2 * i] != state->lists[list].elements[i].key ||
            call->stored[FIRST + 2 * i + 1] != *value)
            return CALL_DIFFERS;
        if (call->with[1])
            *value = *value * 10 + call->with[1];
    }
    return call_answers(call, 0);
}

static enum call_fit fits(void *state, const struct call *call)
{
    switch (call->function) {
    case CREATE:
        return call_creates(call);
    case INSERT:
        return insert_fits(state, call);
    case REMOVE:
        return remove_fits(state, call);
    case VISIT:
        return visit_fits(state, call);
    default:
        return call_answers(call, 0);
    }
}

/* Each thread tells its own calls: no static text. */
struct key_text {
    char text[24];
};

/* LONG_MIN and LONG_MAX are long to read. */
static struct key_text key_text(long key)
{
    struct key_text told;

    if (key == LONG_MIN || key == LONG_MAX)
        snprintf(told.text, sizeof told.text, "%s",
                 key == LONG_MIN ? "LONG_MIN" : "LONG_MAX");
    else
        snprintf(told.text, sizeof told.text, "%ld", key);
    return told;
}

static void visit_tell(const struct call *call, char *text, size_t size)
{
    char list = (char)('a' + call->with[2]);
    int length;

    if (call->with[1])
        length = snprintf(text, size, "list_visit(%c, append %ld)", list,
                          call->with[1]);
    else
        length = snprintf(text, size, "list_visit(%c)", list);
    if (call->stored[COUNT] == UNTOUCHED)
        return;
    length += snprintf(text + length, size - (size_t)length, ": %ld elements",
                       call->stored[COUNT]);
    for (int i = 0; i < call->stored[COUNT] && i < MOST; i++)
        length += snprintf(text + length, size - (size_t)length, ", %s: %ld",
                           key_text(call->stored[FIRST + 2 * i]).text,
                           call->stored[FIRST + 2 * i + 1]);
}

static void tell(const struct call *call, char *text, size_t size)
{
    char list = (char)('a' + call->with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "list_create(&%c%s)", list,
                 created_text(call, ": a list"));
        break;
    case DESTROY:
        snprintf(text, size, "list_destroy(%c)", list);
        break;
    case INSERT:
        snprintf(text, size, "list_insert(%c, %s, %ld)", list,
                 key_text(call->with[0]).text, call->with[1]);
        break;
    case REMOVE:
        snprintf(text, size, "list_remove(%c, %s)", list,
                 key_text(call->with[0]).text);
        break;
    default:
        visit_tell(call, text, size);
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}, {CREATE, .with = {0, 0, 1}}},
    {{.function = CREATE},
     {CREATE, .with = {0, 0, 1}},
     {INSERT, .with = {20, 1}},
     {INSERT, .with = {10, 1}}},
    {{.function = CREATE},
     {CREATE, .with = {0, 0, 1}},
     {INSERT, .with = {LONG_MAX, 1}},
     {INSERT, .with = {LONG_MIN, 1}}},
    {{0}},
};

/* Any number may be a key, the least and the greatest one as well. */
enum { USUAL = 0x3, EXTREME = 0x4 };
static const struct call calls[] = {
    {INSERT, .with = {10, 2}, .after = USUAL},
    {INSERT, .with = {15, 3}, .after = USUAL},
    {REMOVE, .with = {10}, .after = USUAL},
    {REMOVE, .with = {20}, .after = USUAL},
    {.function = VISIT, .after = USUAL},
    {VISIT, .with = {0, 5}},
    {INSERT, .with = {10, 2, 1}, .alone = true, .after = USUAL},
    {INSERT, .with = {0, 2}, .alone = true},
    {INSERT, .with = {-1, 2}, .alone = true},
    {INSERT, .with = {LONG_MIN, 2}, .alone = true},
    {INSERT, .with = {LONG_MAX, 2}, .alone = true},
    {REMOVE, .with = {0}, .alone = true},
    {REMOVE, .with = {LONG_MIN}, .alone = true},
    {REMOVE, .with = {LONG_MAX}, .alone = true},
    {0},
};

static const struct call ends[] = {
    {.function = VISIT},
    {VISIT, .with = {0, 0, 1}},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {0},
};

static const struct contract list_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .clients = 100,
};

CONTRACT(contract,
         "what is called at once could have been called one after the other",
         &list_contract, .points = 10);

/* What changes nothing when it fails: so no visit that appends. */
static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{.function = CREATE}, {INSERT, .with = {20, 1}}},
    {{0}},
};

static const struct call few_calls[] = {
    {INSERT, .with = {10, 2}},
    {REMOVE, .with = {20}},
    {.function = VISIT},
    {0},
};

static const struct call few_ends[] = {
    {INSERT, .with = {15, 3}},
    {.function = VISIT},
    {.function = DESTROY},
    {0},
};

static const struct contract failing_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = few_beginnings,
    .calls = few_calls,
    .ends = few_ends,
    .may_fail = call_any_error,
    .clients = 12,
};

CONTRACT(contract_fails, "a call that fails changes nothing, and keeps no lock",
         &failing_contract, .points = 5, .failing_calls = true);
