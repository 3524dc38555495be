/**
 * @file 16_once.c
 * @brief Grades lesson 16: made once, tried again, and had without waiting.
 *
 * The trial's own `make` counts its calls with relaxed atomics, which order
 * nothing, and writes what it makes as plain memory: whoever gets the value
 * without having it ordered by lazy_get() is caught in a data race. Where
 * someone must be in the middle of `make`, it stops there at a gate, a mutex
 * that the trial holds.
 */
#include "lazy.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "trial/trial.h"

enum { CONTENT = 42, CALLERS = 4, CROWD = 12 };

/* What make stores, what it leaves behind when it fails, and what a caller has
 * before it asks. Nobody follows them, so they can be numbers, which look the
 * same in every picture. */
#define VALUE ((void *)1000)
#define JUNK ((void *)13)
#define UNTOUCHED ((void *)99)

/* How the value of one object is made, and what came of it. */
struct recipe {
    atomic_int calls;      /* of make so far */
    int failures;          /* so many of the first calls fail */
    pthread_mutex_t *gate; /* make passes through it; NULL: none */
    long content;          /* written by make beside the value */
};

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "an unknown error";
}

static void answer_check(const char *call, int answer, int right)
{
    trial_expect(answer == right, "%s returned %s, not %s", call,
                 error_name(answer), error_name(right));
}

static int make(void *argument, void **value)
{
    struct recipe *recipe = argument;
    int before =
        atomic_fetch_add_explicit(&recipe->calls, 1, memory_order_relaxed);

    if (recipe->gate) {
        pthread_mutex_lock(recipe->gate);
        pthread_mutex_unlock(recipe->gate);
    }
    if (before < recipe->failures) {
        *value = JUNK;
        return before + 1; /* EPERM, ENOENT, ESRCH, EINTR, ...: all differ */
    }
    recipe->content = CONTENT;
    *value = VALUE;
    return 0;
}

static int make_null(void *argument, void **value)
{
    struct recipe *recipe = argument;

    atomic_fetch_add_explicit(&recipe->calls, 1, memory_order_relaxed);
    *value = NULL;
    return 0;
}

/* Nobody calls make any more, so this is a plain look: no step in the picture
 * of a schedule. */
static void calls_check(struct recipe *recipe, int right)
{
    int calls = 0;

    memcpy(&calls, &recipe->calls, sizeof calls);
    trial_expect(calls == right, "make was called %d times, not %d", calls,
                 right);
}

/* False if there is no object to try anything with. */
static bool lazy_open(struct lazy **lazy, struct recipe *recipe)
{
    int error = lazy_create(lazy, make, recipe);

    answer_check("lazy_create()", error, 0);
    return error == 0;
}

static void lazy_discard(struct lazy *lazy)
{
    answer_check("lazy_destroy()", lazy_destroy(lazy), 0);
}

/* One call of lazy_get() in a thread of its own, and what it returned. */
struct caller {
    struct lazy *lazy;
    struct recipe *recipe;
    int answer;
};

static const char *value_name(const void *value)
{
    return value == VALUE       ? "the value"
           : value == JUNK      ? "what a failed make left"
           : value == UNTOUCHED ? "nothing"
           : value == NULL      ? "NULL, which make never made"
                                : "what make never made";
}

/* Looks at what it got: that has to be visible to this thread. */
static void *get_one(void *argument)
{
    struct caller *self = argument;
    void *value = UNTOUCHED;

    self->answer = lazy_get(self->lazy, &value);
    const void *right = self->answer == 0 ? VALUE : UNTOUCHED;
    trial_expect(value == right, "lazy_get() returned %d and stored %s",
                 self->answer, value_name(value));
    if (self->answer == 0 && value == VALUE)
        trial_expect(self->recipe->content == CONTENT,
                     "lazy_get() gave a value that was not yet made");
    return NULL;
}

static const char *const names[CALLERS] = {"caller a", "caller b", "caller c",
                                           "caller d"};

/* Starts a caller, and goes on when it waits or has returned. */
static struct trial_thread *start(const char *name, struct caller *caller)
{
    struct trial_thread *thread = trial_spawn(name, get_one, caller);

    trial_go();
    trial_until_blocked(thread);
    return thread;
}

/* Adds so many callers for one object; they wait at the start line. */
static void callers_spawn(struct caller callers[], size_t count,
                          struct lazy *lazy, struct recipe *recipe)
{
    trial_name(recipe, sizeof *recipe, "recipe");
    for (size_t i = 0; i < count; i++) {
        callers[i] = (struct caller){lazy, recipe, -1};
        trial_spawn(names[i % CALLERS], get_one, &callers[i]);
    }
}

static void alone_check(struct lazy *lazy, int right, const void *stored)
{
    void *value = UNTOUCHED;

    answer_check("lazy_get()", lazy_get(lazy, &value), right);
    trial_expect(value == stored, "lazy_get() stored %s", value_name(value));
}

/* Several values, each made of the next one. */
struct part {
    struct lazy *lazy;
    struct part *next; /* NULL: the last */
    void *value;       /* of each another one */
};

static int make_of_next(void *argument, void **value)
{
    const struct part *part = argument;
    void *theirs = UNTOUCHED;
    int error;

    *value = part->value;
    if (part->next == NULL)
        return 0;
    error = lazy_get(part->next->lazy, &theirs);
    return error != 0 ? error : theirs == part->next->value ? 0 : EINVAL;
}

enum { PARTS = 20 };

static void nested_check(void)
{
    static char values[PARTS];
    struct part parts[PARTS] = {{.lazy = NULL}};
    int made = 0;

    for (int i = 0; i < PARTS; i++) {
        parts[i].next = i + 1 < PARTS ? &parts[i + 1] : NULL;
        parts[i].value = &values[i];
        answer_check("lazy_create()",
                     lazy_create(&parts[i].lazy, make_of_next, &parts[i]), 0);
        made += parts[i].lazy != NULL;
    }
    if (made == PARTS)
        for (int i = 0; i < PARTS; i++)
            alone_check(parts[i].lazy, 0, parts[i].value);
    for (int i = 0; i < PARTS; i++)
        if (parts[i].lazy)
            lazy_discard(parts[i].lazy);
}

static int make_of_nothing(void *nothing, void **value)
{
    *value = VALUE;
    return nothing == NULL ? 0 : EINVAL;
}

/* A function's own error numbers are of any size, and may be negative. */
static int make_of_error(void *error, void **value)
{
    *value = JUNK;
    return *(const int *)error;
}

static void error_check(int error)
{
    struct lazy *lazy = NULL;

    answer_check("lazy_create()", lazy_create(&lazy, make_of_error, &error), 0);
    if (lazy == NULL)
        return;
    for (int i = 0; i < 2; i++) {
        void *value = UNTOUCHED;
        int answer = lazy_get(lazy, &value);
        trial_expect(answer == error,
                     "lazy_get() returned %d, and not %d, the error of make",
                     answer, error);
        trial_expect(value == UNTOUCHED, "lazy_get() stored %s",
                     value_name(value));
    }
    lazy_discard(lazy);
}

/* What stands for an error, or for nothing, elsewhere. */
struct given {
    void *value;
    int calls;
};

static int make_given(void *argument, void **value)
{
    struct given *given = argument;

    given->calls++;
    *value = given->value;
    return 0;
}

static void value_check(void *value)
{
    struct given given = {.value = value};
    struct lazy *lazy = NULL;

    answer_check("lazy_create()", lazy_create(&lazy, make_given, &given), 0);
    if (lazy == NULL)
        return;
    for (int i = 0; i < 2; i++)
        alone_check(lazy, 0, value);
    trial_expect(given.calls == 1, "make was called %d times, not 1",
                 given.calls);
    lazy_discard(lazy);
}

/* Each failure is another error number: EINTR, EAGAIN, and more than a byte
 * has room for. */
static void failures_check(void)
{
    struct recipe often = {.failures = 300};
    struct lazy *lazy = NULL;

    if (!lazy_open(&lazy, &often))
        return;
    for (int i = 1; i <= often.failures; i++)
        alone_check(lazy, i, UNTOUCHED);
    alone_check(lazy, 0, VALUE);
    calls_check(&often, often.failures + 1);
    lazy_discard(lazy);
}

static void *clerk_main(void *unused)
{
    struct lazy *lazy = NULL;
    struct recipe twice = {.failures = 2}, null = {.failures = 0};

    answer_check("lazy_create() without make", lazy_create(&lazy, NULL, NULL),
                 EINVAL);
    if (!lazy_open(&lazy, &twice))
        return unused;
    calls_check(&twice, 0);
    alone_check(lazy, 1, UNTOUCHED);
    alone_check(lazy, 2, UNTOUCHED);
    calls_check(&twice, 2);
    for (int i = 0; i < 3; i++)
        alone_check(lazy, 0, VALUE);
    calls_check(&twice, 3);
    lazy_discard(lazy);

    answer_check("lazy_create()", lazy_create(&lazy, make_null, &null), 0);
    for (int i = 0; i < 2; i++)
        alone_check(lazy, 0, NULL);
    calls_check(&null, 1);
    lazy_discard(lazy);

    answer_check("lazy_create()", lazy_create(&lazy, make_of_nothing, NULL), 0);
    alone_check(lazy, 0, VALUE);
    lazy_discard(lazy);
    value_check((void *)-1);
    value_check((void *)1);
    error_check(-1);
    error_check(INT_MIN);
    error_check(0x10000);
    nested_check();
    failures_check();
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of lazy.h kept", .points = 10,
      .rounds = 10)
{
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
}

TRIAL(made_once, "callers at the same time get one value, made once",
      .points = 10)
{
    struct lazy *lazy = NULL;
    struct recipe recipe = {.failures = 0};
    struct caller callers[CALLERS];
    size_t count = trial_size(CALLERS, 2);

    if (!lazy_open(&lazy, &recipe))
        return;
    callers_spawn(callers, count, lazy, &recipe);
    trial_run();
    for (size_t i = 0; i < count; i++)
        answer_check("lazy_get()", callers[i].answer, 0);
    calls_check(&recipe, 1);
    lazy_discard(lazy);
}

/* The first one stops in the middle of make, so that the others may come. */
TRIAL(all_go_on, "everybody who waited for the value gets it", .points = 10,
      .rounds = 20)
{
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    struct lazy *lazy = NULL;
    struct recipe recipe = {.gate = &gate};
    struct caller first, others[CROWD];
    size_t count = trial_size(CROWD, 2);

    if (!lazy_open(&lazy, &recipe))
        return;
    first = (struct caller){lazy, &recipe, -1};
    pthread_mutex_lock(&gate);
    start("maker", &first);
    callers_spawn(others, count, lazy, &recipe);
    trial_go();
    pthread_mutex_unlock(&gate);
    trial_run();
    answer_check("lazy_get()", first.answer, 0);
    for (size_t i = 0; i < count; i++)
        answer_check("lazy_get()", others[i].answer, 0);
    calls_check(&recipe, 1);
    lazy_discard(lazy);
    pthread_mutex_destroy(&gate);
}

TRIAL(failure_is_retried, "after a failure the next caller tries again",
      .points = 15)
{
    struct lazy *lazy = NULL;
    struct recipe recipe = {.failures = 1};
    struct caller callers[2];

    if (!lazy_open(&lazy, &recipe))
        return;
    callers_spawn(callers, 2, lazy, &recipe);
    trial_run();
    int a = callers[0].answer, b = callers[1].answer;
    trial_expect((a == 0) != (b == 0) && a + b == 1,
                 "one try failed, then one succeeded, and the two callers "
                 "were told %d and %d, not one of them 1, the error",
                 a, b);
    calls_check(&recipe, 2);
    lazy_discard(lazy);
}

/* Each error number is given once, so each caller must bring its own home. */
TRIAL(own_failure, "a caller is told of its own failure, and of no other's",
      .points = 10)
{
    struct lazy *lazy = NULL;
    struct recipe recipe = {.failures = CALLERS};
    struct caller callers[CALLERS];
    int told[CALLERS + 1] = {0};
    size_t count = trial_size(CALLERS, 3);

    if (!lazy_open(&lazy, &recipe))
        return;
    callers_spawn(callers, count, lazy, &recipe);
    trial_run();
    for (size_t i = 0; i < count; i++)
        if (callers[i].answer >= 0 && callers[i].answer <= CALLERS)
            told[callers[i].answer]++;
    for (size_t i = 1; i <= count; i++)
        trial_expect(told[i] == 1, "try %zu failed, and %d callers were told",
                     i, told[i]);
    calls_check(&recipe, (int)count);
    lazy_discard(lazy);
}

/* Of many other objects: whoever shares a few locks among all has to wait at
 * one of them, and for ever. */
enum { MOST_OBJECTS = 200 };

static void many_check(void)
{
    static struct caller callers[MOST_OBJECTS];
    struct recipe recipe = {.failures = 0};
    size_t count = trial_size(MOST_OBJECTS, 70), made = 0;

    for (size_t i = 0; i < count; i++) {
        callers[i] = (struct caller){.recipe = &recipe, .answer = -1};
        if (!lazy_open(&callers[i].lazy, &recipe))
            break;
        made++;
    }
    for (size_t i = 0; i < made; i++) {
        get_one(&callers[i]);
        answer_check("lazy_get()", callers[i].answer, 0);
    }
    calls_check(&recipe, (int)made);
    for (size_t i = 0; i < made; i++)
        lazy_discard(callers[i].lazy);
}

TRIAL(objects_apart, "one value can be had while another is being made",
      .points = 10, .rounds = 50)
{
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    struct lazy *slow = NULL, *quick = NULL;
    struct recipe held = {.gate = &gate}, free_way = {.failures = 0};
    struct caller first, second;

    if (!lazy_open(&slow, &held) || !lazy_open(&quick, &free_way))
        return;
    first = (struct caller){slow, &held, -1};
    second = (struct caller){quick, &free_way, -1};
    pthread_mutex_lock(&gate);
    start("maker", &first);
    struct trial_thread *other = start("other", &second);
    trial_expect(trial_finished(other), "the value of one object had to wait "
                                        "until that of another was made");
    if (trial_finished(other))
        many_check();
    pthread_mutex_unlock(&gate);
    trial_run();
    lazy_discard(slow);
    lazy_discard(quick);
    pthread_mutex_destroy(&gate);
}

/* Two values are being made, and somebody waits for either; he who waits for
 * the other one has waited for longer. */
TRIAL(others_failure, "a failure lets one go on who waits for that very value",
      .points = 5, .rounds = 12)
{
    pthread_mutex_t gates[2] = {PTHREAD_MUTEX_INITIALIZER,
                                PTHREAD_MUTEX_INITIALIZER};
    struct lazy *lazy[2] = {NULL, NULL};
    struct recipe recipes[2] = {{.gate = &gates[0]},
                                {.gate = &gates[1], .failures = 1}};
    struct caller makers[2], waiters[2];
    struct trial_thread *threads[2];

    for (int i = 0; i < 2; i++)
        if (!lazy_open(&lazy[i], &recipes[i]))
            return;
    for (int i = 0; i < 2; i++) {
        makers[i] = waiters[i] = (struct caller){lazy[i], &recipes[i], -1};
        pthread_mutex_lock(&gates[i]);
        threads[i] = start(i ? "second maker" : "first maker", &makers[i]);
    }
    start("first waiter", &waiters[0]);
    struct trial_thread *waiter = start("second waiter", &waiters[1]);
    pthread_mutex_unlock(&gates[1]);
    trial_join(threads[1]);
    trial_join(waiter);
    pthread_mutex_unlock(&gates[0]);
    trial_run();
    answer_check("lazy_get()", makers[0].answer, 0);
    answer_check("lazy_get()", waiters[0].answer, 0);
    answer_check("lazy_get() whose make failed", makers[1].answer, 1);
    answer_check("lazy_get() after a failure", waiters[1].answer, 0);
    for (int i = 0; i < 2; i++) {
        calls_check(&recipes[i], i + 1);
        lazy_discard(lazy[i]);
        pthread_mutex_destroy(&gates[i]);
    }
}

/* If one of them can be made to wait at all, some schedule does it. */
TRIAL(ready_is_free, "once the value is there, no caller waits for another",
      .points = 10, .rounds = 50)
{
    struct lazy *lazy = NULL;
    struct recipe recipe = {.failures = 0};
    struct caller callers[2], first;

    if (!lazy_open(&lazy, &recipe))
        return;
    first = (struct caller){lazy, &recipe, -1};
    get_one(&first);
    callers[0] = callers[1] = first;
    struct trial_thread *a = trial_spawn(names[0], get_one, &callers[0]);
    trial_spawn(names[1], get_one, &callers[1]);
    trial_go();
    trial_until_blocked(a);
    trial_expect(trial_finished(a), "the value was there, and caller a had to "
                                    "wait for caller b");
    trial_run();
    calls_check(&recipe, 1);
    lazy_discard(lazy);
}

/* In circles of a thousand calls each, for those who look again and again. */
enum { PATIENCE = 30 };

TRIAL(takes_its_time, "who waits for the value does so for as long as it takes",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true)
{
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    struct lazy *lazy = NULL;
    struct recipe recipe = {.gate = &gate};

    if (!lazy_open(&lazy, &recipe))
        return;
    struct caller maker = {lazy, &recipe, -1}, waiter = maker;
    pthread_mutex_lock(&gate);
    start("maker", &maker);
    struct trial_thread *thread = start("waiter", &waiter);
    for (int i = 0; i < PATIENCE; i++)
        trial_until_blocked(thread);
    trial_expect(!trial_finished(thread),
                 "a caller did not wait until the value was made");
    pthread_mutex_unlock(&gate);
    trial_run();
    answer_check("lazy_get()", maker.answer, 0);
    answer_check("lazy_get()", waiter.answer, 0);
    lazy_discard(lazy);
    pthread_mutex_destroy(&gate);
}
