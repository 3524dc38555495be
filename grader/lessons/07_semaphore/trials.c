/**
 * @file 07_semaphore.c
 * @brief Grades lesson 7: N queries at once, never more, and never fewer.
 *
 * A query of the trial counts itself in and out. Where a query has to last
 * until something has been seen, it passes a gate: a mutex that the trial's
 * body holds meanwhile. So no clock is needed to know who is inside.
 */
#include "pool.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "trial/trial.h"

/* The pool of the round, its limit, and how many queries run: none when a
 * round begins or ends. The counter is relaxed, so that it orders nothing. */
static struct pool *pool;
static int limit;
static atomic_int running;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second_gate = PTHREAD_MUTEX_INITIALIZER;

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer, int right)
{
    trial_expect(answer == right, "%s returned %d (%s), not %d", call, answer,
                 error_name(answer), right);
}

static bool pool_open(int connections)
{
    int error = pool_create(&pool, (unsigned)connections);

    answer_check("pool_create()", error, 0);
    limit = connections;
    return error == 0;
}

static int running_now(void)
{
    return atomic_load_explicit(&running, memory_order_relaxed);
}

static void pool_close(void)
{
    answer_check("pool_destroy()", pool_destroy(pool), 0);
}

/* A client's query: what it is to do, and what came of it. */
struct query {
    pthread_mutex_t *gate; /* which it passes, or NULL */
    int result;            /* what the query returns */
    size_t turns;          /* how often the client asks */
    int times;             /* how often the query ran */
    int answer;            /* what the pool returned the last time */
};

/* A query counts itself in. @return How many run now. */
static int query_begins(void)
{
    int now = atomic_fetch_add_explicit(&running, 1, memory_order_relaxed) + 1;

    trial_expect(now <= limit, "%d queries ran at once in a pool of %d", now,
                 limit);
    return now;
}

static void query_ends(void)
{
    atomic_fetch_sub_explicit(&running, 1, memory_order_relaxed);
}

static int query_main(void *arg)
{
    struct query *query = arg;

    if (query_begins() == 2)
        trial_reached();
    query->times++;
    if (query->gate) {
        pthread_mutex_lock(query->gate);
        pthread_mutex_unlock(query->gate);
    }
    query_ends();
    return query->result;
}

/* For trials in which nobody counts. */
static int query_failing(void *unused)
{
    (void)unused;
    return EIO;
}

static void *ask_and_fail(void *unused)
{
    answer_check("pool_query() of a query that fails",
                 pool_query(pool, query_failing, NULL), EIO);
    return unused;
}

static void *ask(void *arg)
{
    struct query *query = arg;

    for (size_t i = 0; i < query->turns; i++) {
        query->answer = pool_query(pool, query_main, query);
        answer_check("pool_query()", query->answer, query->result);
    }
    return NULL;
}

static void *ask_without_waiting(void *arg)
{
    struct query *query = arg;

    query->answer = pool_try_query(pool, query_main, query);
    return NULL;
}

/* Starts a client and goes on when it is at the gate, or waits, or is done. */
static struct trial_thread *client_start(const char *name,
                                         void *(*start)(void *), void *arg)
{
    struct trial_thread *client = trial_spawn(name, start, arg);

    trial_go();
    trial_until_blocked(client);
    return client;
}

/* What it leaves in errno is no result. */
static int query_nothing(void *unused)
{
    (void)unused;
    errno = EIO;
    return 0;
}

/* A query that uses another pool, which has a connection. */
static int query_second(void *second)
{
    return pool_try_query(second, query_nothing, NULL);
}

static int query_in_second(void *second)
{
    return pool_query(second, query_nothing, NULL);
}

/* More connections than a byte or a short counts to, if they aren't too many.
 */
static void large_check(unsigned connections)
{
    struct pool *large = NULL;

    if (pool_create(&large, connections) != 0 || large == NULL)
        return;
    answer_check("pool_try_query() with very many connections free",
                 pool_try_query(large, query_nothing, NULL), 0);
    answer_check("pool_destroy()", pool_destroy(large), 0);
}

static void second_check(void)
{
    struct pool *second = NULL;

    answer_check("pool_create()", pool_create(&second, 1), 0);
    if (second == NULL)
        return;
    for (int i = 0; i < 2; i++)
        answer_check("pool_query() of a query that tries another, free pool",
                     pool_query(pool, query_second, second), 0);
    answer_check("pool_query() of a query that tries this pool, the other's",
                 pool_query(second, query_second, pool), 0);
    answer_check("pool_query() of a query that calls another, free pool",
                 pool_query(pool, query_in_second, second), 0);
    answer_check("pool_destroy()", pool_destroy(second), 0);
}

static void *client_main(void *unused)
{
    struct pool *none = NULL;
    struct query query = {.turns = 1};

    answer_check("pool_create() for 0", pool_create(&none, 0), EINVAL);
    trial_expect(none == NULL, "pool_create() failed and stored a pool");
    for (int i = 0; i < 3; i++) /* more queries than connections */
        ask(&query);
    for (int i = 0; i < 3; i++) {
        ask_without_waiting(&query);
        answer_check("pool_try_query() with all connections free", query.answer,
                     0);
    }
    trial_expect(query.times == 6, "6 queries were asked for, %d ran",
                 query.times);
    second_check();
    large_check(1u << CHAR_BIT);
    large_check(USHRT_MAX + 1);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of pool.h kept", .points = 10,
      .rounds = 10)
{
    if (!pool_open(2))
        return;
    trial_spawn("client", client_main, NULL);
    trial_run();
    pool_close();
}

TRIAL(at_most_n, "never do more than N queries run at the same time",
      .interrupts = true, .points = 10)
{
    static const char *const names[] = {"client a", "client b", "client c",
                                        "client d"};
    struct query queries[4] = {{0}};
    size_t clients = trial_size(4, 2);

    if (!pool_open((int)trial_size(2, 1)))
        return;
    for (size_t i = 0; i < clients; i++) {
        queries[i].turns = trial_size(30, 1);
        trial_spawn(names[i], ask, &queries[i]);
    }
    trial_run();
    pool_close();
}

TRIAL(n_at_once, "N queries can run at the same time", .points = 10,
      .rounds = 20, .must_reach = "two queries run at once in a pool of two")
{
    struct query a = {.turns = 1}, b = {.turns = 1};

    if (!pool_open(2))
        return;
    trial_spawn("client a", ask, &a);
    trial_spawn("client b", ask, &b);
    trial_run();
    pool_close();
}

/* Queries that can only end together, N of them; then the next N. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t met;
    int came;
} meeting = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static int query_meeting(void *unused)
{
    (void)unused;
    query_begins();
    pthread_mutex_lock(&meeting.lock);
    int met = (meeting.came++ / limit + 1) * limit;
    if (meeting.came == met)
        pthread_cond_broadcast(&meeting.met);
    while (meeting.came < met)
        pthread_cond_wait(&meeting.met, &meeting.lock);
    pthread_mutex_unlock(&meeting.lock);
    query_ends();
    return 0;
}

static void *ask_to_meet(void *unused)
{
    answer_check("pool_query()", pool_query(pool, query_meeting, NULL), 0);
    return unused;
}

/* As many clients wait as have a connection. They are alike, so one may be the
 * first. */
TRIAL(many_wait, "of many queries, N meet, and all of them run", .points = 5,
      .rounds = 3, .calm = true)
{
    int connections = (int)trial_size(20, 2);

    meeting.came = 0;
    if (!pool_open(connections))
        return;
    client_start("client a", ask_to_meet, NULL);
    for (int i = 1; i < 2 * connections; i++) {
        char name[] = "client a";

        name[sizeof name - 2] = (char)('a' + i % 26);
        trial_spawn(name, ask_to_meet, NULL);
    }
    trial_run();
    trial_expect(meeting.came == 2 * connections, "of %d queries, %d ran",
                 2 * connections, meeting.came);
    pool_close();
}

/* The pool has two connections, no more and no fewer: two queries reach their
 * gates, and a third does not begin before one of the two is over. */
TRIAL(one_waits, "who finds N queries running waits until one is over",
      .points = 10, .rounds = 40)
{
    struct query a = {.gate = &gate, .turns = 1}, b = a, c = a;

    b.gate = c.gate = &second_gate;
    if (!pool_open(2))
        return;
    pthread_mutex_lock(&gate);
    pthread_mutex_lock(&second_gate);
    struct trial_thread *first = client_start("client a", ask, &a);
    client_start("client b", ask, &b);
    int now = running_now();
    trial_expect(now == 2, "of two queries in a pool of two, %d began", now);
    struct trial_thread *third = client_start("client c", ask, &c);
    trial_expect(!trial_finished(third), "client c did not wait");
    pthread_mutex_unlock(&gate);
    trial_join(first);
    trial_until_blocked(third);
    now = running_now();
    trial_expect(now == 2,
                 "when one of two queries was over, and client c "
                 "waited, %d ran",
                 now);
    pthread_mutex_unlock(&second_gate);
    trial_run();
    trial_expect(c.times == 1, "client c waited, and its query ran %d times",
                 c.times);
    pool_close();
}

/* A pool of one, its door, which a query has to pass, and two who ask. */
struct place {
    struct pool *pool;
    pthread_mutex_t door;
    struct trial_thread *runs, *waits;
};

static int query_held(void *door)
{
    pthread_mutex_lock(door);
    pthread_mutex_unlock(door);
    return 0;
}

static void *ask_there(void *arg)
{
    struct place *place = arg;

    answer_check("pool_query()",
                 pool_query(place->pool, query_held, &place->door), 0);
    return NULL;
}

/* In each of two pools a query runs and one waits. The second pool's end, while
 * the first pool's can't. */
TRIAL(pools_apart, "who waits for a connection of one pool waits for no other",
      .points = 5, .rounds = 20)
{
    static struct place places[2] = {{.door = PTHREAD_MUTEX_INITIALIZER},
                                     {.door = PTHREAD_MUTEX_INITIALIZER}};

    for (int i = 0; i < 2; i++) {
        places[i].pool = NULL;
        answer_check("pool_create()", pool_create(&places[i].pool, 1), 0);
        if (places[i].pool == NULL)
            return;
    }
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&places[i].door);
        places[i].runs = client_start("runs", ask_there, &places[i]);
        places[i].waits = client_start("waits", ask_there, &places[i]);
    }
    for (int i = 1; i >= 0; i--) {
        pthread_mutex_unlock(&places[i].door);
        trial_join(places[i].runs);
        trial_join(places[i].waits);
    }
    for (int i = 0; i < 2; i++)
        answer_check("pool_destroy()", pool_destroy(places[i].pool), 0);
}

TRIAL(failed_queries, "a query that fails gives its connection back",
      .points = 15, .rounds = 50)
{
    struct query query = {0};

    if (!pool_open(1))
        return;
    trial_spawn("client a", ask_and_fail, NULL);
    trial_spawn("client b", ask_and_fail, NULL);
    trial_run();
    answer_check("pool_try_query() of a query that fails",
                 pool_try_query(pool, query_failing, NULL), EIO);
    ask_without_waiting(&query);
    answer_check("pool_try_query() after a query that failed", query.answer, 0);
    pool_close();
}

/* Two who try while the only connection is in use and somebody waits for it,
 * then two at once. */
TRIAL(try_never_waits, "pool_try_query() never waits, and changes nothing",
      .points = 15, .rounds = 40)
{
    struct query a = {.gate = &gate, .turns = 1}, b = {0}, c = {0};
    struct query waiting = {.turns = 1};
    struct query d = {.gate = &gate}, e = d;

    if (!pool_open(1))
        return;
    pthread_mutex_lock(&gate);
    client_start("client a", ask, &a);
    struct trial_thread *one, *two;
    client_start("who waits", ask, &waiting);
    one = client_start("client b", ask_without_waiting, &b);
    two = client_start("client c", ask_without_waiting, &c);
    trial_until_rest(); /* they may wait for others, for a moment */
    trial_expect(trial_finished(one) && trial_finished(two),
                 "pool_try_query() did not return while another query ran");
    pthread_mutex_unlock(&gate);
    trial_run();
    answer_check("pool_try_query() beside a query", b.answer, EAGAIN);
    answer_check("pool_try_query(), tried again", c.answer, EAGAIN);
    trial_expect(b.times + c.times == 0, "a refused query ran all the same");

    pthread_mutex_lock(&gate);
    one = trial_spawn("client d", ask_without_waiting, &d);
    two = trial_spawn("client e", ask_without_waiting, &e);
    trial_go();
    for (int i = 0; i < 4; i++) /* each may wait for the other, for a moment */
        trial_until_blocked(i % 2 == 0 ? one : two);
    trial_expect(trial_finished(one) != trial_finished(two),
                 "of two calls of pool_try_query() at once, one must run its "
                 "query and one return EAGAIN; %d returned",
                 trial_finished(one) + trial_finished(two));
    pthread_mutex_unlock(&gate);
    trial_run();
    trial_expect(d.answer + e.answer == EAGAIN && d.times + e.times == 1,
                 "they returned %d and %d, and %d of their queries ran",
                 d.answer, e.answer, d.times + e.times);
    pool_close();
}

TRIAL(create_cleans_up, "a pool that can't be made leaves nothing behind",
      .points = 10, .rounds = 5, .failing_calls = true)
{
    struct query query = {.turns = 1};

    pool = (struct pool *)&query; /* no pool */
    limit = 1;
    int error = pool_create(&pool, 1);
    if (error != 0) {
        trial_expect(error > 0, "pool_create() returned %d, no error number",
                     error);
        trial_expect(pool == (struct pool *)&query,
                     "pool_create() failed and stored a pool");
        return;
    }
    ask(&query);
    pool_close();
}
