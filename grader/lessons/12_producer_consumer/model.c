/**
 * @file 12_producer_consumer/model.c
 * @brief The contract of buffer.h, as a queue with an end.
 */
#include "buffer.h"

#include <errno.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, PUT, GET, DONE };
enum { MOST_ITEMS = 4 };

struct state {
    size_t capacity, producers, count;
    long items[MOST_ITEMS];
};

static struct buffer *buffer;

static bool run(struct call *call)
{
    int item = UNTOUCHED;

    switch (call->function) {
    case CREATE:
        buffer = NO_OBJECT;
        call->answer = buffer_create(&buffer, (size_t)call->with[0],
                                     (unsigned)call->with[1]);
        return created(call, buffer);
    case DESTROY:
        call->answer = buffer_destroy(buffer);
        return true;
    case PUT:
        call->answer = buffer_put(buffer, (int)call->with[0]);
        return true;
    case GET:
        call->answer = buffer_get(buffer, &item);
        call->stored[0] = item;
        return true;
    default:
        call->answer = buffer_done(buffer);
        return true;
    }
}

static enum call_fit put_fits(struct state *state, const struct call *call)
{
    if (state->count == state->capacity)
        return CALL_WAITS;
    state->items[state->count++] = call->with[0];
    return call_answers(call, 0);
}

static enum call_fit get_fits(struct state *state, const struct call *call)
{
    if (state->count == 0 && state->producers > 0)
        return CALL_WAITS;
    if (state->count == 0)
        return call_refuses(call, EPIPE);
    if (call->stored[0] != state->items[0])
        return CALL_DIFFERS;
    state->count--;
    for (size_t i = 0; i < state->count; i++)
        state->items[i] = state->items[i + 1];
    return call_answers(call, 0);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case CREATE:
        if (call->with[0] == 0 || call->with[1] == 0)
            return call_refuses(call, EINVAL);
        state->capacity = (size_t)call->with[0];
        state->producers = (size_t)call->with[1];
        return call_creates(call);
    case DESTROY:
        return call_answers(call, 0);
    case PUT:
        return put_fits(state, call);
    case GET:
        return get_fits(state, call);
    default:
        state->producers--;
        return call_answers(call, 0);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    switch (call->function) {
    case CREATE:
        snprintf(text, size, "buffer_create(&buffer%s, %ld, %ld)",
                 created_text(call, ": a buffer"), call->with[0],
                 call->with[1]);
        break;
    case DESTROY:
        snprintf(text, size, "buffer_destroy(buffer)");
        break;
    case PUT:
        snprintf(text, size, "buffer_put(buffer, %ld)", call->with[0]);
        break;
    case GET:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "buffer_get(buffer, &item)");
        else
            snprintf(text, size, "buffer_get(buffer, &item: %ld)",
                     call->stored[0]);
        break;
    default:
        snprintf(text, size, "buffer_done(buffer)");
    }
}

/* More producers than any client has: some are never done. But for the last
 * beginning, after which nobody may put anything. */
enum { OPEN = 0x0f, ENDED = 0x40 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1, 4}}},
    {{CREATE, .with = {1, 4}}, {PUT, .with = {1}}},
    {{CREATE, .with = {2, 4}}, {PUT, .with = {1}}},
    {{CREATE, .with = {2, 4}}, {PUT, .with = {1}}, {PUT, .with = {2}}},
    {{CREATE, .with = {0, 1}}},
    {{CREATE, .with = {1, 0}}},
    {{CREATE, .with = {2, 1}}, {PUT, .with = {1}}, {.function = DONE}},
    {{0}},
};

static const struct call calls[] = {
    {PUT, .with = {5}, .may_wait = true, .after = OPEN},
    {PUT, .with = {6}, .may_wait = true, .after = OPEN},
    {.function = GET, .may_wait = true},
    {.function = DONE, .after = OPEN},
    {0},
};

static const struct call releases[] = {
    {.function = GET, .may_wait = true},
    {PUT, .with = {7}, .may_wait = true},
    {0},
};

static const struct call ends[] = {
    {.function = GET, .may_wait = true},
    {.function = GET, .may_wait = true},
    {.function = DESTROY},
    {0},
};

static const struct contract buffer_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
};

CONTRACT(contract, "whatever threads call at once, a queue could have answered",
         &buffer_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {MOST_ITEMS, 1}}},
    {{0}},
};

static const struct call few_calls[] = {
    {PUT, .with = {5}},
    {0},
};

/* Whatever failed, there still is all the room. */
static const struct call few_ends[] = {
    {PUT, .with = {6}, .may_wait = true},
    {PUT, .with = {7}, .may_wait = true},
    {PUT, .with = {8}, .may_wait = true},
    {PUT, .with = {9}, .may_wait = true},
    {.function = GET, .may_wait = true},
    {.function = DONE},
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
    .clients = 1,
};

CONTRACT(contract_fails, "where a buffer can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
