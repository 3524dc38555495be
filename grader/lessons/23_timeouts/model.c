/**
 * @file 23_timeouts/model.c
 * @brief The contract of permits.h, as two sets in one hand.
 *
 * When a time is over is not its business: a take that has patience may give
 * up whenever no permit is free.
 *
 * A move is in one step as permits_sum() sees it, and no more is promised. So
 * the second set always has enough permits, and nobody takes them: moves from
 * it and to it only show in the first set, and in sums.
 */
#include "permits.h"

#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, TAKE, GIVE, CANCEL, MOVE, SUM };
enum { A, B, SETS };
enum { PLENTY = 8 };

/* What a call returns that was not made: a take, because another thread is
 * taking under its number, and one at most may; a move or a sum beside another
 * one, for which there are trials of their own. */
enum { NOT_MADE = -1 };

struct state {
    long free[SETS];
    bool cancelled[PERMITS_TAKERS]; /* of the first set */
};

static struct permits *sets[SETS];

/* Who takes, and whether someone looks at both sets; order nothing. */
static atomic_bool takes[PERMITS_TAKERS], looks_at_both;

static bool claim(atomic_bool *flag)
{
    return !atomic_exchange_explicit(flag, true, memory_order_relaxed);
}

static void yield_up(atomic_bool *flag)
{
    atomic_store_explicit(flag, false, memory_order_relaxed);
}

static bool is_taker(long number)
{
    return number >= 0 && number < PERMITS_TAKERS;
}

static void take_run(struct call *call)
{
    long taker = call->with[0];

    if (is_taker(taker) && !claim(&takes[taker])) {
        call->answer = NOT_MADE;
        return;
    }
    call->answer = permits_take(sets[A], (int)taker, call->with[1]);
    if (is_taker(taker))
        yield_up(&takes[taker]);
}

static void both_run(struct call *call)
{
    struct permits *one = sets[call->with[0]], *other = sets[call->with[1]];
    long sum = UNTOUCHED;

    if (!claim(&looks_at_both)) {
        call->answer = NOT_MADE;
        return;
    }
    if (call->function == MOVE)
        call->answer = permits_move(one, other);
    else
        call->answer = permits_sum(one, other, &sum);
    call->stored[0] = sum;
    yield_up(&looks_at_both);
}

static bool run(struct call *call)
{
    const long *with = call->with;

    switch (call->function) {
    case CREATE:
        sets[with[1]] = NO_OBJECT;
        call->answer = permits_create(&sets[with[1]], with[0]);
        return created(call, sets[with[1]]);
    case DESTROY:
        call->answer = permits_destroy(sets[with[0]]);
        return true;
    case TAKE:
        take_run(call);
        return true;
    case GIVE:
        call->answer = permits_give(sets[A]);
        return true;
    case CANCEL:
        call->answer = permits_cancel(sets[A], (int)with[0]);
        return true;
    default:
        both_run(call);
        return true;
    }
}

static enum call_fit create_fits(struct state *state, const struct call *call)
{
    if (call->with[0] < 0)
        return call_refuses(call, EINVAL);
    state->free[call->with[1]] = call->with[0];
    return call_creates(call);
}

static enum call_fit take_fits(struct state *state, const struct call *call)
{
    long taker = call->with[0], patience = call->with[1];

    if (!is_taker(taker) || patience < PERMITS_FOREVER)
        return call_answers(call, EINVAL);
    if (state->cancelled[taker]) {
        state->cancelled[taker] = false;
        return call_answers(call, ECANCELED);
    }
    if (state->free[A] > 0) {
        state->free[A]--;
        return call_answers(call, 0);
    }
    /* With patience it may still wait, or have waited for long enough. */
    if (patience == PERMITS_FOREVER || (patience > 0 && !call->answered))
        return CALL_WAITS;
    return call_answers(call, ETIMEDOUT);
}

static enum call_fit move_fits(struct state *state, const struct call *call)
{
    long from = call->with[0], to = call->with[1];

    /* From a set to itself nothing moves, and no more is said of it. */
    if (from == to && call->answer == 0)
        return CALL_FITS;
    if (state->free[from] == 0)
        return call_answers(call, EAGAIN);
    state->free[from]--;
    state->free[to]++;
    return call_answers(call, 0);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    if (call->answered && call->answer == NOT_MADE)
        return CALL_FITS;
    switch (call->function) {
    case CREATE:
        return create_fits(state, call);
    case DESTROY:
        return call_answers(call, 0);
    case TAKE:
        return take_fits(state, call);
    case GIVE:
        state->free[A]++;
        return call_answers(call, 0);
    case CANCEL:
        if (!is_taker(call->with[0]))
            return call_answers(call, EINVAL);
        state->cancelled[call->with[0]] = true;
        return call_answers(call, 0);
    case MOVE:
        return move_fits(state, call);
    default:
        return call->stored[0] == state->free[A] + state->free[B]
                   ? call_answers(call, 0)
                   : CALL_DIFFERS;
    }
}

static void take_tell(const struct call *call, char *text, size_t size)
{
    if (call->with[1] == PERMITS_FOREVER)
        snprintf(text, size, "permits_take(a, %ld, PERMITS_FOREVER)",
                 call->with[0]);
    else
        snprintf(text, size, "permits_take(a, %ld, %ld)", call->with[0],
                 call->with[1]);
}

static void tell(const struct call *call, char *text, size_t size)
{
    static const char set[SETS] = {'a', 'b'};
    const long *with = call->with;

    if (call->answered && call->answer == NOT_MADE) {
        snprintf(text, size, "(nothing, so as not to be in another's way)");
        return;
    }
    switch (call->function) {
    case CREATE:
        snprintf(text, size, "permits_create(&%c%s, %ld)", set[with[1]],
                 created_text(call, ": a set"), with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "permits_destroy(%c)", set[with[0]]);
        break;
    case TAKE:
        take_tell(call, text, size);
        break;
    case GIVE:
        snprintf(text, size, "permits_give(a)");
        break;
    case CANCEL:
        snprintf(text, size, "permits_cancel(a, %ld)", with[0]);
        break;
    case MOVE:
        snprintf(text, size, "permits_move(%c, %c)", set[with[0]],
                 set[with[1]]);
        break;
    default:
        if (call->stored[0] == UNTOUCHED)
            snprintf(text, size, "permits_sum(%c, %c, &sum)", set[with[0]],
                     set[with[1]]);
        else
            snprintf(text, size, "permits_sum(%c, %c, &sum: %ld)", set[with[0]],
                     set[with[1]], call->stored[0]);
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {0, A}}, {CREATE, .with = {PLENTY, B}}},
    {{CREATE, .with = {1, A}}, {CREATE, .with = {PLENTY, B}}},
    {{CREATE, .with = {0, A}},
     {CREATE, .with = {PLENTY, B}},
     {CANCEL, .with = {0}}},
    {{CREATE, .with = {-1, A}}},
    {{CREATE, .with = {LONG_MIN, A}}},
    {{0}},
};

/* Those that wait for ever have different numbers; who gives up at once has the
 * number of one of them. */
static const struct call calls[] = {
    {TAKE, .with = {0, PERMITS_FOREVER}, .may_wait = true},
    {TAKE, .with = {1, PERMITS_FOREVER}, .may_wait = true},
    {TAKE, .with = {2, 1}},
    {TAKE, .with = {0, 0}},
    {.function = GIVE},
    {CANCEL, .with = {0}},
    {MOVE, .with = {A, B}},
    {MOVE, .with = {B, A}},
    {SUM, .with = {A, B}},
    {TAKE, .with = {-1, 0}, .alone = true},
    {TAKE, .with = {PERMITS_TAKERS, 0}, .alone = true},
    {TAKE, .with = {INT_MAX, PERMITS_FOREVER}, .alone = true},
    {TAKE, .with = {0, PERMITS_FOREVER - 1}, .alone = true},
    {TAKE, .with = {0, LONG_MIN}, .alone = true},
    {TAKE, .with = {PERMITS_TAKERS - 1, 0}, .alone = true},
    {CANCEL, .with = {-1}, .alone = true},
    {CANCEL, .with = {PERMITS_TAKERS}, .alone = true},
    {CANCEL, .with = {PERMITS_TAKERS - 1}, .alone = true},
    {MOVE, .with = {A, A}, .alone = true},
    {SUM, .with = {B, A}, .alone = true},
    {0},
};

static const struct call releases[] = {
    {.function = GIVE},
    {0},
};

static const struct call ends[] = {
    {SUM, .with = {A, B}},  {TAKE, .with = {0, 0}},
    {TAKE, .with = {0, 0}}, {TAKE, .with = {1, 0}},
    {TAKE, .with = {1, 0}}, {TAKE, .with = {PERMITS_TAKERS - 1, 0}},
    {SUM, .with = {B, A}},  {DESTROY, .with = {A}},
    {DESTROY, .with = {B}}, {0},
};

static const struct contract permits_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
    .asleep = true,
};

CONTRACT(contract,
         "whatever threads call at once, permits in one hand could have "
         "answered",
         &permits_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {0, A}}},
    {{0}},
};

static const struct call few_calls[] = {
    {TAKE, .with = {0, 1}},
    {.function = GIVE},
    {0},
};

static const struct call few_ends[] = {
    {TAKE, .with = {0, 0}},
    {DESTROY, .with = {A}},
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

CONTRACT(contract_fails, "where a set can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
