/**
 * @file 07_semaphore/model.c
 * @brief The contract of pool.h, as a desk at which N may sit.
 *
 * A query is over in a moment, so a call of it counts as one, too. Two things
 * take longer, and are looked up in a list of all visits to a pool: who is
 * refused was so because of N others, who were there at the same moment; and
 * who waits at rest, waits because N others are held.
 */
#include "pool.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, QUERY, TRY, HOLD, RELEASE };
enum { POOLS = 2, MOST_VISITS = 32 };
/* What a call stores: of its query how often it ran, how many ran then, and
 * whether in another thread; and the number of the visit. */
enum { TIMES, AT_ONCE, ELSEWHERE, VISIT };

/* Calls name their pool by its number, last of their arguments. */
struct state {
    long limits[POOLS];
    long released; /* of those who are held: so many may go on */
};

static struct pool *pools[POOLS];

/* What is kept beside the pools is seen by no engine: it orders nothing. */
#define UNSEEN __attribute__((no_sanitize("thread"), noinline))

/* A call of a query, from its beginning to its end; 0: not yet. */
struct visit {
    atomic_int function;
    atomic_long pool, began, over;
    atomic_bool inside; /* its query has begun */
    atomic_bool refused;
};

static struct visit visits[MOST_VISITS];
static int visit_count;
static long moments;
static long running[POOLS];

UNSEEN static long moment_next(void)
{
    return __atomic_add_fetch(&moments, 1, __ATOMIC_SEQ_CST);
}

UNSEEN static int visit_begin(const struct call *call)
{
    int number = __atomic_fetch_add(&visit_count, 1, __ATOMIC_SEQ_CST);

    visits[number].function = call->function;
    visits[number].pool = call->with[2];
    visits[number].over = 0;
    visits[number].inside = visits[number].refused = false;
    visits[number].began = moment_next();
    return number;
}

/* Its query begins. @return How many run now. */
UNSEEN static long visit_enter(int number)
{
    visits[number].inside = true;
    return __atomic_add_fetch(&running[visits[number].pool], 1,
                              __ATOMIC_SEQ_CST);
}

UNSEEN static void visit_leave(int number)
{
    __atomic_sub_fetch(&running[visits[number].pool], 1, __ATOMIC_SEQ_CST);
}

UNSEEN static void visit_end(int number)
{
    visits[number].refused = !visits[number].inside;
    visits[number].over = moment_next();
}

UNSEEN static void visits_forget(void)
{
    visit_count = 0;
    moments = 0;
    running[0] = running[1] = 0;
}

/* So many were there at a moment who were not refused, but for one visit. */
UNSEEN static long visitors_at(long moment, int but_for)
{
    long count = 0;

    for (int i = 0; i < visit_count; i++)
        count += i != but_for && visits[i].pool == visits[but_for].pool &&
                 !visits[i].refused && visits[i].began <= moment &&
                 (visits[i].over == 0 || visits[i].over > moment);
    return count;
}

/* Whether there were as many others at some moment of a visit. */
UNSEEN static bool were_there(long others, int visit)
{
    for (int i = 0; i < visit_count; i++)
        if (visits[i].began >= visits[visit].began &&
            visits[i].began < visits[visit].over &&
            visitors_at(visits[i].began, visit) >= others)
            return true;
    return false;
}

/* Of those who are to be held and have not returned: how many, or how many whom
 * the pool has let in. */
UNSEEN static long held_count(long pool, bool inside)
{
    long count = 0;

    for (int i = 0; i < visit_count; i++)
        count += visits[i].pool == pool && visits[i].function == HOLD &&
                 visits[i].over == 0 && (visits[i].inside || !inside);
    return count;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards `released` */
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;
static int released;

static void stay(void)
{
    pthread_mutex_lock(&lock);
    while (released == 0)
        pthread_cond_wait(&moved, &lock);
    released--;
    pthread_mutex_unlock(&lock);
}

static void let_go(void)
{
    pthread_mutex_lock(&lock);
    released++;
    pthread_cond_broadcast(&moved);
    pthread_mutex_unlock(&lock);
}

/* A query: for which call, and by whom it was asked. */
struct query {
    struct call *call;
    pthread_t client;
};

static int query_main(void *arg)
{
    const struct query *query = arg;
    struct call *call = query->call;

    call->stored[AT_ONCE] = visit_enter((int)call->stored[VISIT]);
    call->stored[TIMES] = call->stored[TIMES] == UNTOUCHED ? 1 : 2;
    call->stored[ELSEWHERE] = !pthread_equal(query->client, pthread_self());
    if (call->function == HOLD)
        stay();
    visit_leave((int)call->stored[VISIT]);
    return (int)call->with[0];
}

static bool run(struct call *call)
{
    struct pool **pool = &pools[call->with[2]];
    struct query query = {call, pthread_self()};

    switch (call->function) {
    case CREATE:
        if (call->with[2] == 0)
            visits_forget();
        *pool = NO_OBJECT;
        call->answer = pool_create(pool, (unsigned)call->with[0]);
        return created(call, *pool);
    case DESTROY:
        call->answer = pool_destroy(*pool);
        return true;
    case RELEASE:
        let_go();
        call->answer = 0;
        return true;
    default:
        call->stored[VISIT] = visit_begin(call);
        call->answer = call->function == TRY
                           ? pool_try_query(*pool, query_main, &query)
                           : pool_query(*pool, query_main, &query);
        visit_end((int)call->stored[VISIT]);
        return true;
    }
}

/* How many are too many is left open, but what was made has to work. */
static enum call_fit create_fits(struct state *state, const struct call *call)
{
    if (call->stored[0] != (call->answer == 0 ? 1 : UNTOUCHED))
        return CALL_DIFFERS;
    if (call->with[0] == 0)
        return call_answers(call, EINVAL);
    state->limits[call->with[2]] = call->with[0];
    return call->with[0] == UINT_MAX ? CALL_FITS : call_answers(call, 0);
}

/* One who has not returned: may it wait? */
static enum call_fit waits(const struct state *state, const struct call *call)
{
    long pool = call->with[2], inside = held_count(pool, true);

    if (inside > state->limits[pool])
        return CALL_DIFFERS;
    switch (call->function) {
    case QUERY:
        return inside == state->limits[pool] ? CALL_WAITS : CALL_FITS;
    case HOLD:
        return state->released == 0 && (inside == state->limits[pool] ||
                                        inside == held_count(pool, false))
                   ? CALL_WAITS
                   : CALL_FITS;
    default:
        return CALL_FITS;
    }
}

static enum call_fit query_fits(struct state *state, const struct call *call)
{
    long limit = state->limits[call->with[2]];

    if (call->function == TRY && call->stored[TIMES] == UNTOUCHED)
        return were_there(limit, (int)call->stored[VISIT])
                   ? call_answers(call, EAGAIN)
                   : CALL_DIFFERS;
    if (call->function == HOLD && state->released-- == 0)
        return CALL_WAITS;
    if (call->stored[TIMES] != 1 || call->stored[AT_ONCE] > limit ||
        call->stored[ELSEWHERE])
        return CALL_DIFFERS;
    return call_answers(call, (int)call->with[0]);
}

static enum call_fit fits(void *of, const struct call *call)
{
    struct state *state = of;

    switch (call->function) {
    case CREATE:
        return create_fits(state, call);
    case DESTROY:
        return call_answers(call, 0);
    case RELEASE:
        state->released++;
        return CALL_FITS;
    default:
        return call->answered ? query_fits(state, call) : waits(state, call);
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    const long *with = call->with, *stored = call->stored;
    char pool = (char)('a' + with[2]);

    switch (call->function) {
    case CREATE:
        snprintf(text, size, "pool_create(&%c%s, %ld)", pool,
                 created_text(call, ": a pool"), with[0]);
        break;
    case DESTROY:
        snprintf(text, size, "pool_destroy(%c)", pool);
        break;
    case RELEASE:
        snprintf(text, size, "one query that is held may end");
        break;
    default: {
        const char *name = call->function == TRY ? "try_query" : "query";
        const char *kind = call->function == HOLD ? "is held" : "returns";
        int length = snprintf(text, size, "pool_%s(%c, a query that %s %ld",
                              name, pool, kind, with[0]);
        if (call->function == HOLD)
            length = snprintf(text, size, "pool_%s(%c, a query that is held",
                              name, pool);
        if (!call->answered)
            snprintf(text + length, size - (size_t)length, ")");
        else if (stored[TIMES] == UNTOUCHED)
            snprintf(text + length, size - (size_t)length, ": never ran)");
        else
            snprintf(text + length, size - (size_t)length,
                     ": ran %s%s, %ld at once)",
                     stored[TIMES] == 1 ? "once" : "more than once",
                     stored[ELSEWHERE] ? " in another thread" : "",
                     stored[AT_ONCE]);
    }
    }
}

/* Pool b has a connection for everybody. */
enum { BESIDE = 0x01, SMALL = 0x07 };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {1}}, {CREATE, .with = {4, 0, 1}}},
    {{CREATE, .with = {2}}, {CREATE, .with = {4, 0, 1}}},
    {{CREATE, .with = {1}},
     {CREATE, .with = {4, 0, 1}},
     {QUERY, .with = {EIO}},
     {TRY, .with = {EIO}}},
    {{CREATE, .with = {0}}},
    {{CREATE, .with = {UINT_MAX}}, {CREATE, .with = {4, 0, 1}}},
    {{0}},
};

/* A wait for queries that nothing holds is over by itself. */
static const struct call calls[] = {
    {QUERY, .with = {0}, .after = SMALL},
    {TRY, .with = {EIO}, .after = SMALL},
    {HOLD, .with = {EIO}, .after = SMALL, .may_wait = true},
    {QUERY, .with = {0, 0, 1}, .after = BESIDE},
    {QUERY, .with = {EIO}, .alone = true},
    {QUERY, .with = {-1}, .alone = true, .after = BESIDE},
    {QUERY, .with = {EINTR}, .alone = true, .after = BESIDE},
    {QUERY, .with = {EAGAIN}, .alone = true, .after = BESIDE},
    {TRY, .with = {0}, .alone = true},
    {TRY, .with = {INT_MIN}, .alone = true, .after = BESIDE},
    {TRY, .with = {EINTR}, .alone = true, .after = BESIDE},
    {TRY, .with = {EAGAIN}, .alone = true, .after = BESIDE},
    {0},
};

static const struct call releases[] = {
    {.function = RELEASE},
    {0},
};

static const struct call ends[] = {
    {TRY, .with = {0}},
    {TRY, .with = {0}},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {0},
};

static const struct contract pool_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .releases = releases,
    .ends = ends,
    .clients = 110,
};

CONTRACT(contract,
         "whatever clients ask at once, a pool of N could have answered",
         &pool_contract, .points = 10);
