/**
 * @file 25_store_buffering/model.c
 * @brief The contract of entry.h, as one who keeps the door.
 */
#include "entry.h"

#include <stdio.h>

#include "trial/contract.h"

/* OPEN(): nobody has been there yet. VISIT(): gets in, if it may, and leaves.
 */
enum { OPEN = 1, TRY, LEAVE, VISIT };
enum { SIDES = 2 };

/* Second argument: whether the other side may be trying, too. Then a try may be
 * refused for no other reason. */
enum { BY_ITSELF, BESIDE_OTHERS };

/* What a call stores: that it was made. The header forbids it where another
 * thread is at that side, or it is inside, or not. */
enum { MADE };

struct state {
    long inside; /* the side + 1, or 0 for nobody */
    long visits;
};

static struct role at_side[SIDES];
static bool is_inside[SIDES]; /* as the answers say; who is at a side knows */
static long guests;           /* plain: who is inside sees all before */

static void open_run(void)
{
    guests = 0;
    for (int side = 0; side < SIDES; side++) {
        is_inside[side] = false;
        role_open(&at_side[side]);
    }
}

static bool run(struct call *call)
{
    int side = (int)call->with[0];

    if (call->function == OPEN) {
        open_run();
        return true;
    }
    if (!role_mine(&at_side[side]) ||
        is_inside[side] != (call->function == LEAVE)) {
        return true;
    }
    call->stored[MADE] = true;
    if (call->function == LEAVE) {
        guests++;
        is_inside[side] = false;
        entry_leave(side);
    } else {
        call->answer = entry_try(side);
        is_inside[side] = call->answer != 0;
        if (is_inside[side])
            guests++;
        if (is_inside[side] && call->function == VISIT) {
            is_inside[side] = false;
            entry_leave(side);
        }
    }
    return true;
}

static enum call_fit try_fits(struct state *state, const struct call *call)
{
    long side = call->with[0];

    if (call->answer == 0)
        return state->inside || call->with[1] == BESIDE_OTHERS ? CALL_FITS
                                                               : CALL_DIFFERS;
    if (state->inside)
        return CALL_DIFFERS;
    if (call->function == TRY)
        state->inside = side + 1;
    return call_answers(call, ++state->visits);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    if (call->stored[MADE] == UNTOUCHED)
        return CALL_FITS;
    switch (call->function) {
    case LEAVE:
        if (state->inside != call->with[0] + 1)
            return CALL_DIFFERS;
        state->inside = 0;
        return CALL_FITS;
    default:
        return try_fits(state, call);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    long side = call->with[0];

    if (call->function == OPEN)
        snprintf(text, size, "nobody is there");
    else if (call->answered && call->stored[MADE] == UNTOUCHED)
        snprintf(text, size, "(nothing, as the header wants it)");
    else if (call->function == LEAVE)
        snprintf(text, size, "entry_leave(%ld)", side);
    else if (call->function == VISIT && call->answer != 0)
        snprintf(text, size, "entry_leave(%ld) after entry_try(%ld)", side,
                 side);
    else
        snprintf(text, size, "entry_try(%ld)", side);
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = OPEN}},
    {{.function = OPEN}, {TRY, .with = {0}}},
    {{.function = OPEN}, {VISIT, .with = {0}}, {TRY, .with = {1}}},
    {{0}},
};

enum { NOBODY_IN = 1, SIDE_0_IN = 2, SIDE_1_IN = 4 };
static const struct call calls[] = {
    {LEAVE, .with = {0}, .after = SIDE_0_IN},
    {LEAVE, .with = {1}, .after = SIDE_1_IN},
    {TRY, .with = {0, BESIDE_OTHERS}},
    {TRY, .with = {1, BESIDE_OTHERS}},
    {VISIT, .with = {0, BESIDE_OTHERS}, .after = NOBODY_IN | SIDE_1_IN},
    {VISIT, .with = {1, BESIDE_OTHERS}, .after = NOBODY_IN | SIDE_0_IN},
    {0},
};

/* Whoever is inside leaves; then nobody is in the way. */
static const struct call ends[] = {
    {LEAVE, .with = {0}}, {LEAVE, .with = {1}},
    {TRY, .with = {0}},   {TRY, .with = {1}},
    {LEAVE, .with = {0}}, {VISIT, .with = {1}},
    {VISIT, .with = {0}}, {0},
};

static const struct contract entry_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .values = true,
    .clients = 80,
};

CONTRACT(contract,
         "whatever the two sides call, one who keeps the door could have "
         "answered",
         &entry_contract, .points = 10);
