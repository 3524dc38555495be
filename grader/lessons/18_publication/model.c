/**
 * @file 18_publication/model.c
 * @brief The contract of station.h, as a board with a place and the readings
 *        that were set so far.
 */
#include "station.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>

#include "trial/contract.h"

enum { BEGIN = 1, PUBLISH, PLACE, SET, GET };
enum { HOME, NULL_ISLAND, FAR_OFF };

static const struct place places[] = {
    {47, -8, 530}, {0, 0, 0}, {LONG_MIN, LONG_MAX, LONG_MAX - 1}};
static const struct reading readings[] = {
    {0, 0, 0}, {1, 10, 100}, {2, 20, 200}, {LONG_MAX, LONG_MIN, LONG_MIN + 1}};

/* What is told begins here; then, of station_get(): how many readings had been
 * set before the call, and how many when it was over, the one that was being
 * set included. Or that there was no call, since another thread is the keeper,
 * or has published. */
enum { WORDS, BEFORE = 3, AFTERWARDS, NO_CALL };

struct state {
    bool published;
    long place;
};

/* Nobody's memory is ordered by what is counted here. */
#define UNSEEN __attribute__((no_sanitize("thread"), noinline))
enum { MOST_SETS = 8 };
static struct role keeper;
static atomic_bool published;
static atomic_long sets[MOST_SETS]; /* which readings; the first is all zeros */
static atomic_long sets_begun, sets_over;

UNSEEN static void board_clear(void)
{
    atomic_store(&published, false);
    atomic_store(&sets_begun, 0);
    atomic_store(&sets_over, 0);
}

UNSEEN static bool publish_begins(void)
{
    return !atomic_exchange(&published, true);
}

UNSEEN static void set_begins(long reading)
{
    long number = atomic_load(&sets_begun) + 1;

    atomic_store(&sets[number], reading);
    atomic_store(&sets_begun, number);
}

UNSEEN static void set_is_over(void)
{
    atomic_fetch_add(&sets_over, 1);
}

UNSEEN static long count_of(atomic_long *count)
{
    return atomic_load(count);
}

static void publish(struct call *call)
{
    struct place place = places[call->with[0]];

    if (role_mine(&keeper) && publish_begins())
        station_publish(&place);
    else
        call->stored[NO_CALL] = 1;
}

static void set(struct call *call)
{
    struct reading reading = readings[call->with[0]];

    if (!role_mine(&keeper)) {
        call->stored[NO_CALL] = 1;
        return;
    }
    set_begins(call->with[0]);
    station_set(&reading);
    set_is_over();
}

static void get(struct call *call)
{
    struct reading reading = {UNTOUCHED, UNTOUCHED, UNTOUCHED};

    call->stored[BEFORE] = count_of(&sets_over);
    station_get(&reading);
    call->stored[AFTERWARDS] = count_of(&sets_begun);
    call->stored[WORDS] = reading.temperature;
    call->stored[WORDS + 1] = reading.pressure;
    call->stored[WORDS + 2] = reading.humidity;
}

static bool run(struct call *call)
{
    struct place place = {UNTOUCHED, UNTOUCHED, UNTOUCHED};

    switch (call->function) {
    case BEGIN:
        role_open(&keeper);
        board_clear();
        return true;
    case PUBLISH:
        publish(call);
        return true;
    case PLACE:
        call->answer = station_place(&place);
        call->stored[WORDS] = place.north;
        call->stored[WORDS + 1] = place.east;
        call->stored[WORDS + 2] = place.height;
        return true;
    case SET:
        set(call);
        return true;
    default:
        get(call);
        return true;
    }
}

static bool words_are(const struct call *call, long first, long second,
                      long third)
{
    return call->stored[WORDS] == first && call->stored[WORDS + 1] == second &&
           call->stored[WORDS + 2] == third;
}

static enum call_fit place_fits(const struct state *state,
                                const struct call *call)
{
    const struct place *place = &places[state->place];

    if (!state->published)
        return words_are(call, UNTOUCHED, UNTOUCHED, UNTOUCHED)
                   ? call_answers(call, false)
                   : CALL_DIFFERS;
    return words_are(call, place->north, place->east, place->height)
               ? call_answers(call, true)
               : CALL_DIFFERS;
}

/* The last one, or one that was set during the call. No more is promised, and
 * so, if two look while one is being set, the second look may see the older
 * one: there need not be one order of them all. */
UNSEEN static enum call_fit get_fits(const struct call *call)
{
    for (long i = call->stored[BEFORE]; i <= call->stored[AFTERWARDS]; i++) {
        const struct reading *reading = &readings[i ? sets[i] : 0];
        if (words_are(call, reading->temperature, reading->pressure,
                      reading->humidity))
            return CALL_FITS;
    }
    return CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case PUBLISH:
        if (call->stored[NO_CALL] == UNTOUCHED) {
            state->published = true;
            state->place = call->with[0];
        }
        return CALL_FITS;
    case PLACE:
        return place_fits(state, call);
    case GET:
        return get_fits(call);
    default:
        return CALL_FITS;
    }
}

static void words_tell(const struct call *call, char *text, size_t size)
{
    if (!words_are(call, UNTOUCHED, UNTOUCHED, UNTOUCHED))
        snprintf(text, size, ": %ld, %ld, %ld", call->stored[WORDS],
                 call->stored[WORDS + 1], call->stored[WORDS + 2]);
}

static void tell(const struct call *call, char *text, size_t size)
{
    const struct place *place = &places[call->with[0]];
    const struct reading *reading = &readings[call->with[0]];
    int length;

    switch (call->function) {
    case BEGIN:
        snprintf(text, size, "(nothing is known yet)");
        break;
    case PUBLISH:
        snprintf(text, size, "%sstation_publish(%ld, %ld, %ld)",
                 call->stored[NO_CALL] == UNTOUCHED ? "" : "no ", place->north,
                 place->east, place->height);
        break;
    case PLACE:
        length = snprintf(text, size, "station_place(&place)");
        words_tell(call, text + length, size - (size_t)length);
        break;
    case SET:
        snprintf(text, size, "%sstation_set(%ld, %ld, %ld)",
                 call->stored[NO_CALL] == UNTOUCHED ? "" : "no ",
                 reading->temperature, reading->pressure, reading->humidity);
        break;
    default:
        length = snprintf(text, size, "station_get(&reading)");
        words_tell(call, text + length, size - (size_t)length);
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{.function = BEGIN}},
    {{.function = BEGIN}, {PUBLISH, .with = {HOME}}, {SET, .with = {2}}},
    {{0}},
};

enum { UNKNOWN = 0x1 };
static const struct call calls[] = {
    {SET, .with = {1}},
    {.function = GET},
    {PUBLISH, .with = {HOME}, .after = UNKNOWN},
    {.function = PLACE},
    {SET, .with = {0}, .alone = true},
    {SET, .with = {3}, .alone = true},
    {PUBLISH, .with = {NULL_ISLAND}, .alone = true, .after = UNKNOWN},
    {PUBLISH, .with = {FAR_OFF}, .alone = true, .after = UNKNOWN},
    {0},
};

static const struct call ends[] = {
    {.function = GET},
    {.function = PLACE},
    {0},
};

static const struct contract station_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .values = true,
    .clients = 36,
};

CONTRACT(contract, "whoever looks is told what is, or becomes, known meanwhile",
         &station_contract, .points = 10);

/* The keeper or a reader is stopped, wherever that is, and the other comes
 * then. Only who wants a reading may have to wait for the keeper. */
static const struct call stopped_calls[] = {
    {SET, .with = {1}},
    {PUBLISH, .with = {HOME}, .after = UNKNOWN},
    {.function = PLACE},
    {.function = GET, .may_wait = true},
    {0},
};

static const struct call no_ends[] = {{0}};

static const struct contract stopped_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = stopped_calls,
    .ends = no_ends,
    .values = true,
    .stops = 16,
    .clients = 1,
};

CONTRACT(nobody_waits, "neither the keeper nor who asks for the place waits",
         &stopped_contract, .points = 10, .engines = TRIAL_EXPLORE);
