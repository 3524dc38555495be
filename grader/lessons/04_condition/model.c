/**
 * @file 04_condition/model.c
 * @brief The contract of mailbox.h, as a queue that can be closed.
 */
#include "mailbox.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, PUT, GET, CLOSE };
enum { MOST_LETTERS = 4, BOXES = 2 };

/* What a mailbox is. Calls name theirs by its number, last of their arguments.
 */
struct state {
    struct box {
        size_t capacity, count;
        long letters[MOST_LETTERS]; /* the oldest first */
        bool closed;
    } boxes[BOXES];
};

static struct mailbox *boxes[BOXES];

static bool run(struct call *call)
{
    struct mailbox **box = &boxes[call->with[2]];

    switch (call->function) {
    case CREATE:
        *box = NO_OBJECT;
        call->answer = mailbox_create(box, (size_t)call->with[0]);
        return created(call, *box);
    case DESTROY:
        call->answer = mailbox_destroy(*box);
        return true;
    case PUT:
        call->answer = mailbox_put(*box, call->with[0]);
        return true;
    case GET:
        call->answer = mailbox_get(*box, &call->stored[0]);
        return true;
    default:
        call->answer = mailbox_close(*box);
        return true;
    }
}

static enum call_fit create_fits(struct box *box, const struct call *call)
{
    if (call->with[0] == 0)
        return call_refuses(call, EINVAL);
    box->capacity = (size_t)call->with[0];
    return call_creates(call);
}

static enum call_fit put_fits(struct box *box, const struct call *call)
{
    if (box->closed)
        return call_answers(call, EPIPE);
    if (box->count == box->capacity)
        return CALL_WAITS;
    box->letters[box->count++] = call->with[0];
    return call_answers(call, 0);
}

static enum call_fit get_fits(struct box *box, const struct call *call)
{
    if (box->count == 0 && !box->closed)
        return CALL_WAITS;
    if (box->count == 0)
        return call_refuses(call, EPIPE);
    if (call->stored[0] != box->letters[0])
        return CALL_DIFFERS;
    box->count--;
    for (size_t i = 0; i < box->count; i++)
        box->letters[i] = box->letters[i + 1];
    return call_answers(call, 0);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;
    struct box *box = &state->boxes[call->with[2]];

    switch (call->function) {
    case CREATE:
        return create_fits(box, call);
    case DESTROY:
        return call_answers(call, 0);
    case PUT:
        return put_fits(box, call);
    case GET:
        return get_fits(box, call);
    default:
        box->closed = true;
        return call_answers(call, 0);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    char box = (char)('a' + call->with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "mailbox_create(&%c%s, %ld)", box,
                 created_text(call, ": a mailbox"), call->with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "mailbox_destroy(%c)", box);
        break;
    case PUT:
        snprintf(text, size, "mailbox_put(%c, %ld)", box, call->with[0]);
        break;
    case GET:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "mailbox_get(%c, &letter)", box);
        else
            snprintf(text, size, "mailbox_get(%c, &letter: %ld)", box,
                     call->stored[0]);
        break;
    default:
        snprintf(text, size, "mailbox_close(%c)", box);
    }
}

/* Mailbox b has more room than any client needs, and is never closed. */
enum { BESIDE = 0x01 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}, {CREATE, .with = {MOST_LETTERS, 0, 1}}},
    {{CREATE, .with = {1}},
     {CREATE, .with = {MOST_LETTERS, 0, 1}},
     {PUT, .with = {1}}},
    {{CREATE, .with = {2}},
     {CREATE, .with = {MOST_LETTERS, 0, 1}},
     {PUT, .with = {1}}},
    {{CREATE, .with = {2}},
     {CREATE, .with = {MOST_LETTERS, 0, 1}},
     {PUT, .with = {1}},
     {.function = CLOSE}},
    {{CREATE, .with = {0}}},
    {{0}},
};

static const struct call calls[] = {
    {PUT, .with = {5}, .may_wait = true},
    {PUT, .with = {6}, .may_wait = true},
    {.function = GET, .may_wait = true},
    {.function = CLOSE},
    {GET, .with = {0, 0, 1}, .may_wait = true, .after = BESIDE},
    {PUT, .with = {7, 0, 1}, .alone = true},
    {PUT, .with = {0}, .may_wait = true, .alone = true},
    {PUT, .with = {-1}, .may_wait = true, .alone = true},
    {PUT, .with = {LONG_MIN}, .may_wait = true, .alone = true},
    {0},
};

/* Letters for b, until it is full; then a's, one by one. */
static const struct call releases[] = {
    {PUT, .with = {8, 0, 1}, .may_wait = true},
    {.function = GET, .may_wait = true},
    {PUT, .with = {9}, .may_wait = true},
    {0},
};

static const struct call ends[] = {
    {.function = GET, .may_wait = true},
    {.function = GET, .may_wait = true},
    {GET, .with = {0, 0, 1}, .may_wait = true},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {0},
};

static const struct contract mailbox_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
    .asleep = true,
    .clients = 120,
};

CONTRACT(contract,
         "whatever threads call at once, a queue that can be closed could have "
         "answered",
         &mailbox_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {MOST_LETTERS}}},
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
    {.function = CLOSE},
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
    .asleep = true,
    .may_fail = call_any_error,
    .clients = 1,
};

CONTRACT(contract_fails,
         "where a mailbox can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
