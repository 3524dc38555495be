/**
 * @file 15_dining_philosophers/model.c
 * @brief The contract of table.h, as forks that count how often they were used.
 *
 * Who has both forks in hand for a whole meal finds them as the meal before
 * left them. So it is as if meals took one moment each. When nobody goes on,
 * it is looked at the table: may those who wait, wait?
 */
#include "table.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, EAT, MEAL_END };
enum { TABLES = 2, SEATS = 5, MOST_SEATS = 1000 };
enum meal { QUICK, LONG, FAILS }; /* a long one lasts until it is ended */

/* What a call of table_eat() stores: how often his forks were used before.
 * Or that there was a second meal, or another thread had it; or no call, for
 * the seat was taken. */
enum { LEFT, RIGHT, AGAIN, ELSEWHERE, TAKEN };

/* What a meal is given. */
struct guest {
    struct call *call;
    pthread_t thread;
};

/* What a table is. Calls name theirs by its number, last of their arguments.
 * Of a great table, two seats are used and one fork more. */
struct state {
    struct {
        size_t seats;
        long used[SEATS + 1];
    } tables[TABLES];
};

/* One for each table. No two threads use one seat at the same time, so each
 * takes it first. */
static struct {
    struct table *table;
    size_t seats;
    long used[MOST_SEATS]; /* of each fork; his who eats with it */
    atomic_bool taken[MOST_SEATS];
    volatile bool asks[MOST_SEATS]; /* asks to eat, or eats */
    volatile bool eats[MOST_SEATS];
} tables[TABLES];

static pthread_mutex_t meals_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t meals_moved = PTHREAD_COND_INITIALIZER;
static int may_end; /* so many long meals; guarded by meals_lock */

/* What is noted only for the look at a table is no data of the calls. */
#define UNSEEN __attribute__((no_sanitize("thread"), noinline))

UNSEEN static void note(volatile bool *what, bool is_so)
{
    *what = is_so;
}

/* A schedule that was cut short may have left something. */
UNSEEN static void table_clear(long table, size_t seats)
{
    tables[table].table = NO_OBJECT;
    tables[table].seats = seats;
    for (size_t i = 0; i < seats && i < MOST_SEATS; i++) {
        tables[table].used[i] = 0;
        tables[table].taken[i] = false;
        tables[table].asks[i] = tables[table].eats[i] = false;
    }
    may_end = 0;
}

static void meal_end_await(void)
{
    pthread_mutex_lock(&meals_lock);
    while (may_end == 0)
        pthread_cond_wait(&meals_moved, &meals_lock);
    may_end--;
    pthread_mutex_unlock(&meals_lock);
}

static void meal_end(void)
{
    pthread_mutex_lock(&meals_lock);
    may_end++;
    pthread_cond_broadcast(&meals_moved);
    pthread_mutex_unlock(&meals_lock);
}

static int meal(void *arg)
{
    const struct guest *guest = arg;
    struct call *call = guest->call;
    long table = call->with[2];
    size_t seat = (size_t)call->with[0];
    long *left = &tables[table].used[seat];
    long *right = &tables[table].used[(seat + 1) % tables[table].seats];

    if (call->stored[LEFT] != UNTOUCHED)
        call->stored[AGAIN] = 1;
    if (!pthread_equal(guest->thread, pthread_self()))
        call->stored[ELSEWHERE] = 1;
    note(&tables[table].eats[seat], true);
    call->stored[LEFT] = *left;
    call->stored[RIGHT] = *right;
    if (call->with[1] == LONG)
        meal_end_await();
    *left = call->stored[LEFT] + 1;
    *right = call->stored[RIGHT] + 1;
    note(&tables[table].eats[seat], false);
    return call->with[1] == FAILS ? ENOSPC : 0;
}

static int eat(struct call *call)
{
    long table = call->with[2];
    size_t seat = (size_t)call->with[0];
    struct guest guest = {call, pthread_self()};

    if (seat >= tables[table].seats)
        return table_eat(tables[table].table, seat, meal, &guest);
    if (atomic_exchange(&tables[table].taken[seat], true)) {
        call->stored[TAKEN] = 1;
        return 0;
    }
    note(&tables[table].asks[seat], true);
    int answer = table_eat(tables[table].table, seat, meal, &guest);
    note(&tables[table].asks[seat], false);
    atomic_store(&tables[table].taken[seat], false);
    return answer;
}

static bool run(struct call *call)
{
    long table = call->with[2];

    switch (call->function) {
    case CREATE:
        table_clear(table, (size_t)call->with[0]);
        call->answer =
            table_create(&tables[table].table, (size_t)call->with[0]);
        return created(call, tables[table].table);
    case DESTROY:
        call->answer = table_destroy(tables[table].table);
        return true;
    case EAT:
        call->answer = eat(call);
        return true;
    default:
        meal_end();
        call->answer = 0;
        return true;
    }
}

static enum call_fit create_fits(struct state *state, const struct call *call)
{
    size_t seats = (size_t)call->with[0];

    if (seats < 2 || seats > MOST_SEATS)
        return call_refuses(call, EINVAL);
    state->tables[call->with[2]].seats = seats;
    return call_creates(call);
}

/* Nobody goes on. He may wait if somebody eats, and it is himself, or he has a
 * neighbour that eats or asks to eat. */
UNSEEN static bool may_wait(const struct call *call)
{
    long table = call->with[2];
    size_t seat = (size_t)call->with[0], seats = tables[table].seats;
    bool somebody_eats = false;

    if (seat >= seats)
        return false;
    for (size_t i = 0; i < seats; i++)
        somebody_eats |= tables[table].eats[i];
    return somebody_eats && (tables[table].eats[seat] ||
                             tables[table].asks[(seat + 1) % seats] ||
                             tables[table].asks[(seat + seats - 1) % seats]);
}

static enum call_fit eat_fits(struct state *state, const struct call *call)
{
    long table = call->with[2];
    size_t seat = (size_t)call->with[0], seats = state->tables[table].seats;

    if (!call->answered)
        return may_wait(call) ? CALL_WAITS : CALL_FITS;
    if (call->stored[TAKEN] != UNTOUCHED)
        return CALL_FITS;
    if (seat >= seats)
        return call->stored[LEFT] == UNTOUCHED ? call_answers(call, EINVAL)
                                               : CALL_DIFFERS;
    long *left = &state->tables[table].used[seat < SEATS ? seat : SEATS];
    long *right = &state->tables[table].used[(seat + 1) % seats];
    if (call->stored[LEFT] != *left || call->stored[RIGHT] != *right ||
        call->stored[AGAIN] != UNTOUCHED ||
        call->stored[ELSEWHERE] != UNTOUCHED)
        return CALL_DIFFERS;
    ++*left;
    ++*right;
    return call_answers(call, call->with[1] == FAILS ? ENOSPC : 0);
}

static enum call_fit fits(void *state, const struct call *call)
{
    switch (call->function) {
    case CREATE:
        return create_fits(state, call);
    case EAT:
        return eat_fits(state, call);
    default:
        return call_answers(call, 0);
    }
}

static void eat_tell(const struct call *call, char *text, size_t size)
{
    static const char *const meals[] = {"a meal", "a long meal",
                                        "a meal that fails"};
    const long *with = call->with, *stored = call->stored;
    char table = (char)('a' + with[2]);

    if (stored[TAKEN] != UNTOUCHED) {
        snprintf(text, size, "(seat %ld of %c is taken)", with[0], table);
        return;
    }
    int length = snprintf(text, size, "table_eat(%c, %ld, %s)", table, with[0],
                          meals[with[1]]);
    if (stored[LEFT] != UNTOUCHED)
        snprintf(text + length, size - (size_t)length,
                 ": with forks used %ld and %ld times before%s%s", stored[LEFT],
                 stored[RIGHT],
                 stored[ELSEWHERE] == UNTOUCHED ? "" : ", by another thread",
                 stored[AGAIN] == UNTOUCHED ? "" : ", and again");
}

static void tell(const struct call *call, char *text, size_t size)
{
    char table = (char)('a' + call->with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "table_create(&%c%s, %ld)", table,
                 created_text(call, ": a table"), call->with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "table_destroy(%c)", table);
        break;
    case EAT:
        eat_tell(call, text, size);
        break;
    default:
        snprintf(text, size, "(a long meal ends)");
    }
}

static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {2}}, {CREATE, .with = {2, 0, 1}}},
    {{CREATE, .with = {4}}, {CREATE, .with = {2, 0, 1}}},
    {{CREATE, .with = {5}}, {CREATE, .with = {3, 0, 1}}},
    {{CREATE, .with = {MOST_SEATS}}, {CREATE, .with = {2, 0, 1}}},
    {{CREATE, .with = {0}}},
    {{CREATE, .with = {1}}},
    {{CREATE, .with = {MOST_SEATS + 1}}},
    {{CREATE, .with = {-1}}},
    {{0}},
};

enum { OF_2 = 1, OF_4 = 2, OF_5 = 4, GREAT = 8, NONE = 0xf0 };
static const struct call calls[] = {
    {EAT, .with = {0, QUICK}, .may_wait = true, .after = OF_2},
    {EAT, .with = {1, QUICK}, .may_wait = true, .after = OF_2 | OF_4 | OF_5},
    {EAT, .with = {0, LONG}, .may_wait = true, .after = OF_2 | OF_4 | OF_5},
    {EAT, .with = {1, FAILS}, .may_wait = true, .after = OF_2},
    {EAT, .with = {1, LONG}, .may_wait = true, .after = OF_4},
    {EAT, .with = {2, LONG}, .may_wait = true, .after = OF_4},
    {EAT, .with = {3, LONG}, .may_wait = true, .after = OF_4 | OF_5},
    {EAT, .with = {4, QUICK}, .may_wait = true, .after = OF_5},
    {EAT, .with = {0, LONG, 1}, .may_wait = true, .after = OF_4},
    {EAT, .with = {2, QUICK}, .alone = true, .after = OF_2},
    {EAT, .with = {-1, QUICK}, .alone = true, .after = OF_2},
    {EAT, .with = {5, QUICK}, .alone = true, .after = OF_5},
    {EAT, .with = {MOST_SEATS - 1, QUICK}, .alone = true, .after = GREAT},
    {EAT, .with = {MOST_SEATS, QUICK}, .alone = true, .after = GREAT},
    {EAT, .alone = true, .after = NONE},
    {0},
};

static const struct call releases[] = {
    {.function = MEAL_END},
    {0},
};

static const struct call ends[] = {
    {EAT, .with = {1, QUICK}},
    {EAT, .with = {0, QUICK}},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {0},
};

static const struct contract table_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
    .asleep = true,
    .clients = 90,
};

CONTRACT(contract,
         "whoever eats has his forks alone, and nobody waits without a reason",
         &table_contract, .points = 10);

/* Two who don't meet: what may fail is the laying. */
static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {4}}},
    {{0}},
};

static const struct call few_calls[] = {
    {EAT, .with = {0, QUICK}},
    {EAT, .with = {2, QUICK}},
    {0},
};

static const struct call few_ends[] = {
    {EAT, .with = {1, QUICK}},
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
    .clients = 4,
};

CONTRACT(contract_fails,
         "a table that can't be laid is reported, and leaves nothing behind",
         &failing_contract, .points = 5, .failing_calls = true);
