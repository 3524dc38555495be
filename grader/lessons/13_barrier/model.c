/**
 * @file 13_barrier/model.c
 * @brief The contract of barrier.h, as far as one moment for each call shows
 *        it.
 *
 * That all of a round go on together, no single moment tells: the other trials
 * are for that. So here either somebody is a whole round alone, or there are
 * never enough for a round, and who waits is let go by a break.
 */
#include "barrier.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, WAIT, BREAK };
enum { BARRIERS = 2, MANY = 8 }; /* more than any client has threads */

/* What a barrier is. Calls name theirs by its number, last of their
 * arguments. */
struct state {
    struct {
        unsigned count;
        bool broken;
    } barriers[BARRIERS];
};

static struct barrier *barriers[BARRIERS];

static bool run(struct call *call)
{
    struct barrier **barrier = &barriers[call->with[2]];

    switch (call->function) {
    case CREATE:
        *barrier = NO_OBJECT;
        call->answer = barrier_create(barrier, (unsigned)call->with[0]);
        return created(call, *barrier);
    case DESTROY:
        call->answer = barrier_destroy(*barrier);
        return true;
    case WAIT:
        call->answer = barrier_wait(*barrier);
        return true;
    default:
        call->answer = barrier_break(*barrier);
        return true;
    }
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;
    long barrier = call->with[2];

    switch (call->function) {
    case CREATE:
        if (call->with[0] == 0)
            return call_refuses(call, EINVAL);
        state->barriers[barrier].count = (unsigned)call->with[0];
        return call_creates(call);
    case DESTROY:
        return call_answers(call, 0);
    case WAIT:
        if (state->barriers[barrier].broken)
            return call_answers(call, ECANCELED);
        return state->barriers[barrier].count == 1
                   ? call_answers(call, BARRIER_SERIAL)
                   : CALL_WAITS;
    default:
        state->barriers[barrier].broken = true;
        return call_answers(call, 0);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    char barrier = (char)('a' + call->with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "barrier_create(&%c%s, %ld)", barrier,
                 created_text(call, ": a barrier"), call->with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "barrier_destroy(%c)", barrier);
        break;
    case WAIT:
        snprintf(text, size, "barrier_wait(%c)", barrier);
        break;
    default:
        snprintf(text, size, "barrier_break(%c)", barrier);
    }
}

/* Barrier b is for one; one thread comes to it, alone. */
enum { OPEN = 0x1, ALONE = 0x3, NONE = 0x4 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {MANY}}, {CREATE, .with = {1, 0, 1}}},
    {{CREATE, .with = {1}},
     {CREATE, .with = {1, 0, 1}},
     {.function = WAIT},
     {.function = BREAK}},
    {{CREATE, .with = {0}}},
    {{0}},
};

static const struct call calls[] = {
    {.function = WAIT, .may_wait = true, .after = OPEN},
    {.function = BREAK, .after = OPEN},
    {BREAK, .with = {0, 0, 1}, .after = OPEN},
    {.function = WAIT, .alone = true, .may_wait = true, .after = ALONE},
    {WAIT, .with = {0, 0, 1}, .alone = true, .after = ALONE},
    {.function = BREAK, .alone = true, .after = ALONE | NONE},
    {0},
};

static const struct call releases[] = {
    {.function = BREAK},
    {0},
};

static const struct call ends[] = {
    {.function = WAIT, .may_wait = true},
    {WAIT, .with = {0, 0, 1}, .may_wait = true},
    {WAIT, .with = {0, 0, 1}, .may_wait = true},
    {.function = BREAK},
    {.function = WAIT, .may_wait = true},
    {WAIT, .with = {0, 0, 1}, .may_wait = true},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {0},
};

static const struct contract barrier_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
    .clients = 40,
};

CONTRACT(contract,
         "who waits for too few waits until a break, and then no more",
         &barrier_contract, .points = 5);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}},
    {{0}},
};

static const struct call few_calls[] = {
    {.function = WAIT, .alone = true},
    {0},
};

static const struct call few_ends[] = {
    {.function = WAIT},
    {.function = BREAK},
    {.function = WAIT},
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
};

CONTRACT(contract_fails,
         "where a barrier can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
