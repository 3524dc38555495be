/**
 * @file 26_fences/model.c
 * @brief The contract of quote.h, as the list of quotes that were set.
 */
#include "quote.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>

#include "trial/contract.h"

/* OPEN(): no quote has been set yet. SET(): the dealer's next one. */
enum { OPEN = 1, SET, TRY };

/* A try's argument: whether the dealer may be there. */
enum { BY_ITSELF, BESIDE_DEALER };

/* All quotes, in the order in which they are set; before, there is the first.
 * No price is in two of them. */
enum { QUOTES = 8, THREADS = 4 };
static const struct quote quotes[QUOTES] = {
    {0, 0},
    {LONG_MAX, -1},
    {LONG_MIN, 1L << 32},
    {7, LONG_MAX - 1},
    {-3, 12},
    {1L << 33, 2},
    {-8, -9},
    {21, 22},
};
enum { NO_QUOTE = -2 };

/* Where a call stores what: a quote's place in the list; the thread; what came
 * out of a try. */
enum { PLACE, THREAD, BID, ASK };

/* A quote is there from some moment of the call on that sets it, and nobody can
 * say from which. So it counts as set when that call is over, or whenever the
 * search for an order likes; and may be got before: by then it is known. */
struct state {
    long last; /* that has been set */
    struct {
        long thread, place; /* the last one that it has got */
    } got[THREADS];
};

static struct role dealer;           /* of this round */
static struct quote dealers[QUOTES]; /* plain: the dealer's own */
static long next;                    /* the dealer's */

static void open_run(void)
{
    role_open(&dealer);
    next = 1;
    for (int i = 0; i < QUOTES; i++)
        dealers[i] = (struct quote){0, 0};
}

static void set_run(struct call *call)
{
    long place;

    if (!role_mine(&dealer) || next == QUOTES)
        return; /* not made */
    place = call->stored[PLACE] = next++;
    dealers[place] = quotes[place];
    quote_set(&dealers[place]);
}

static long place_of(struct quote quote)
{
    long place = QUOTES - 1;

    while (place >= 0 &&
           (quotes[place].bid != quote.bid || quotes[place].ask != quote.ask))
        place--;
    return place < 0 ? NO_QUOTE : place;
}

/* Who gets a quote sees that the dealer wrote it down before. */
static void try_run(struct call *call)
{
    struct quote quote = {UNTOUCHED, UNTOUCHED};

    call->answer = quote_try(&quote);
    call->stored[THREAD] = (long)pthread_self();
    call->stored[BID] = quote.bid;
    call->stored[ASK] = quote.ask;
    if (quote.bid != UNTOUCHED || quote.ask != UNTOUCHED)
        call->stored[PLACE] = place_of(quote);
    if (call->stored[PLACE] > 0 &&
        place_of(dealers[call->stored[PLACE]]) != call->stored[PLACE])
        call->stored[PLACE] = NO_QUOTE;
}

static bool run(struct call *call)
{
    switch (call->function) {
    case OPEN:
        open_run();
        return true;
    case SET:
        set_run(call);
        return true;
    default:
        try_run(call);
        return true;
    }
}

/* @return Where the last one that this thread has got is noted. */
static long *got_of(struct state *state, long thread)
{
    int i = 0;

    while (i < THREADS - 1 && state->got[i].thread != thread &&
           state->got[i].thread != 0)
        i++;
    state->got[i].thread = thread;
    return &state->got[i].place;
}

static enum call_fit try_fits(struct state *state, const struct call *call)
{
    long place = call->stored[PLACE];
    long *got = got_of(state, call->stored[THREAD]);

    if (!call->answer)
        return place == UNTOUCHED && call->with[0] == BESIDE_DEALER
                   ? CALL_FITS
                   : CALL_DIFFERS;
    if (place == UNTOUCHED || place == NO_QUOTE || place < state->last ||
        place < *got)
        return CALL_DIFFERS;
    *got = place;
    return CALL_FITS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case SET:
        if (call->stored[PLACE] != UNTOUCHED)
            state->last = call->stored[PLACE];
        return CALL_FITS;
    case TRY:
        return try_fits(state, call);
    default:
        return CALL_FITS;
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    long place = call->stored[PLACE];

    if (call->function == OPEN)
        snprintf(text, size, "no quote yet");
    else if (call->function == SET && call->answered && place == UNTOUCHED)
        snprintf(text, size, "(nothing, as another thread is the dealer)");
    else if (call->function == SET && place == UNTOUCHED)
        snprintf(text, size, "quote_set()");
    else if (call->function == SET)
        snprintf(text, size, "quote_set(%ld, %ld)", quotes[place].bid,
                 quotes[place].ask);
    else if (place == UNTOUCHED)
        snprintf(text, size, "quote_try(&quote)");
    else
        snprintf(text, size, "quote_try(&quote: %ld, %ld)", call->stored[BID],
                 call->stored[ASK]);
}

/* After the last two the dealer does not come any more. */
enum { WITH_DEALER = 3, WITHOUT = 12 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = OPEN}},
    {{.function = OPEN}, {.function = SET}, {.function = SET}},
    {{.function = OPEN}, {.function = SET}},
    {{.function = OPEN}},
    {{0}},
};

static const struct call calls[] = {
    {.function = SET, .after = WITH_DEALER},
    {TRY, .with = {BESIDE_DEALER}, .after = WITH_DEALER},
    {TRY, .with = {BY_ITSELF}, .after = WITHOUT},
    {0},
};

static const struct call ends[] = {
    {.function = TRY}, {.function = SET}, {.function = TRY},
    {.function = SET}, {.function = TRY}, {0},
};

static const struct contract quote_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .values = true,
    .clients = 20,
};

CONTRACT(contract, "whatever is called at once, each quote that is got was set",
         &quote_contract, .points = 10);

/* The dealer or a buyer is stopped, wherever that is, and the other comes then.
 */
static const struct call stopped_calls[] = {
    {.function = SET},
    {TRY, .with = {BESIDE_DEALER}},
    {0},
};

static const struct call stopped_beginnings[][BEGINNING_CALLS] = {
    {{.function = OPEN}},
    {{.function = OPEN}, {.function = SET}},
    {{0}},
};

static const struct call no_ends[] = {{0}};

static const struct contract stopped_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = stopped_beginnings,
    .calls = stopped_calls,
    .ends = no_ends,
    .values = true,
    .stops = 16,
    .clients = 1,
};

CONTRACT(nobody_waits, "neither the dealer nor a buyer waits for anybody",
         &stopped_contract, .points = 10, .engines = TRIAL_EXPLORE);
