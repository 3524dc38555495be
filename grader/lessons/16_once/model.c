/**
 * @file 16_once/model.c
 * @brief The contract of lazy.h, as a value that is there or not.
 *
 * A call that finds no value makes it, once, in its own thread; it is that call
 * which the value, or the failure, belongs to.
 */
#include "lazy.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#include "trial/contract.h"

enum { CREATE = 1, DESTROY, GET };
enum { OBJECTS = 2, MOST_GETS = 32 };

/* What a get stores: how often `make` ran in its thread, and the value, NULL or
 * that of the recipe; or what it must never be. */
enum { MAKES, VALUE };
enum { A_NULL, OF_RECIPE, OF_NOBODY };

/* CREATE's first argument: so often `make` fails before it makes a value; or
 * there is no `make`. */
enum { NO_MAKE = -1 };

/* Calls name their object by its number, last of their arguments. */
struct state {
    long fails[OBJECTS]; /* of `make`, still to come */
    long values[OBJECTS];
    bool there[OBJECTS];
};

/* What `make` is given. */
struct recipe {
    atomic_long runs;
    long fails;
    long value;   /* A_NULL or OF_RECIPE */
    long content; /* plain: who gets the value may read it */
};

static struct recipe recipes[OBJECTS];
static struct lazy *objects[OBJECTS];
static long junk;

/* Who gets: its thread, and how often `make` ran in it. Seen by no engine. */
#define UNSEEN __attribute__((no_sanitize("thread"), noinline))
static struct {
    atomic_uintptr_t thread;
    atomic_long makes;
} gets[MOST_GETS];
static atomic_int get_count;

UNSEEN static int get_begin(pthread_t thread)
{
    int number = atomic_fetch_add(&get_count, 1);

    atomic_store(&gets[number].makes, 0);
    atomic_store(&gets[number].thread, (uintptr_t)thread);
    return number;
}

/* The latest one of its thread. */
UNSEEN static void make_note(pthread_t thread)
{
    int number = atomic_load(&get_count);

    while (number > 0 && gets[number - 1].thread != (uintptr_t)thread)
        number--;
    if (number > 0)
        atomic_fetch_add(&gets[number - 1].makes, 1);
}

UNSEEN static long makes_of(int number)
{
    return atomic_load(&gets[number].makes);
}

UNSEEN static void gets_forget(void)
{
    atomic_store(&get_count, 0);
}

static int make(void *argument, void **value)
{
    struct recipe *recipe = argument;
    long run =
        atomic_fetch_add_explicit(&recipe->runs, 1, memory_order_relaxed);

    make_note(pthread_self());
    if (run < recipe->fails) {
        *value = &junk;
        return EIO;
    }
    recipe->content = 1;
    *value = recipe->value == A_NULL ? NULL : recipe;
    return 0;
}

static void get_run(struct call *call)
{
    struct recipe *recipe = &recipes[call->with[2]];
    static char untouched;
    void *value = &untouched;
    int number = get_begin(pthread_self());

    call->answer = lazy_get(objects[call->with[2]], &value);
    if (call->answer == 0 || makes_of(number) != 0)
        call->stored[MAKES] = makes_of(number);
    if (value == &untouched)
        return;
    call->stored[VALUE] = value == NULL     ? A_NULL
                          : value == recipe ? OF_RECIPE
                                            : OF_NOBODY;
    if (call->answer == 0 && recipe->content != 1)
        call->stored[VALUE] = OF_NOBODY;
}

static bool create_run(struct call *call)
{
    struct recipe *recipe = &recipes[call->with[2]];
    struct lazy **object = &objects[call->with[2]];

    if (call->with[2] == 0)
        gets_forget();
    atomic_store_explicit(&recipe->runs, 0, memory_order_relaxed);
    recipe->fails = call->with[0];
    recipe->value = call->with[1];
    recipe->content = 0;
    *object = NO_OBJECT;
    call->answer =
        lazy_create(object, call->with[0] == NO_MAKE ? NULL : make, recipe);
    return created(call, *object);
}

static bool run(struct call *call)
{
    switch (call->function) {
    case CREATE:
        return create_run(call);
    case DESTROY:
        call->answer = lazy_destroy(objects[call->with[2]]);
        return true;
    default:
        get_run(call);
        return true;
    }
}

static enum call_fit create_fits(struct state *state, const struct call *call)
{
    if (call->with[0] == NO_MAKE)
        return call_refuses(call, EINVAL);
    state->fails[call->with[2]] = call->with[0];
    state->values[call->with[2]] = call->with[1];
    return call_creates(call);
}

static enum call_fit get_fits(struct state *state, const struct call *call)
{
    long object = call->with[2];

    if (call->stored[MAKES] != !state->there[object])
        return CALL_DIFFERS;
    if (!state->there[object] && state->fails[object] > 0) {
        state->fails[object]--;
        return call->stored[VALUE] == UNTOUCHED ? call_answers(call, EIO)
                                                : CALL_DIFFERS;
    }
    state->there[object] = true;
    return call->stored[VALUE] == state->values[object] ? call_answers(call, 0)
                                                        : CALL_DIFFERS;
}

static enum call_fit fits(void *of, const struct call *call)
{
    switch (call->function) {
    case CREATE:
        return create_fits(of, call);
    case DESTROY:
        return call_answers(call, 0);
    default:
        return get_fits(of, call);
    }
}

static void get_tell(const struct call *call, char *text, size_t size)
{
    static const char *const values[] = {[A_NULL] = ": NULL",
                                         [OF_RECIPE] = ": what was made",
                                         [OF_NOBODY] = ": what nobody made"};
    const long *stored = call->stored;
    char object = (char)('a' + call->with[2]);

    snprintf(text, size, "lazy_get(%c, &value%s)%s", object,
             stored[VALUE] == UNTOUCHED ? "" : values[stored[VALUE]],
             stored[MAKES] <= 0   ? ""
             : stored[MAKES] == 1 ? ", which called make"
                                  : ", which called make more than once");
}

static void tell(const struct call *call, char *text, size_t size)
{
    char object = (char)('a' + call->with[2]);

    switch (call->function) {
    case CREATE:
        if (call->with[0] == NO_MAKE)
            snprintf(text, size, "lazy_create(&%c%s, NULL, NULL)", object,
                     created_text(call, ": an object"));
        else
            snprintf(text, size,
                     "lazy_create(&%c%s, a make that %s%s, &argument)", object,
                     created_text(call, ": an object"),
                     call->with[0] ? "fails once, and then " : "",
                     call->with[1] == A_NULL ? "makes NULL" : "makes a value");
        break;
    case DESTROY:
        snprintf(text, size, "lazy_destroy(%c)", object);
        break;
    default:
        get_tell(call, text, size);
    }
}

enum { OPEN = 0x0f };
static const struct call beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {0, OF_RECIPE}}, {CREATE, .with = {0, OF_RECIPE, 1}}},
    {{CREATE, .with = {0, A_NULL}}, {CREATE, .with = {0, OF_RECIPE, 1}}},
    {{CREATE, .with = {1, OF_RECIPE}}, {CREATE, .with = {0, A_NULL, 1}}},
    {{CREATE, .with = {0, A_NULL}},
     {CREATE, .with = {1, OF_RECIPE, 1}},
     {.function = GET}},
    {{CREATE, .with = {NO_MAKE}}},
    {{0}},
};

static const struct call calls[] = {
    {.function = GET},
    {GET, .with = {0, 0, 1}, .after = OPEN},
    {0},
};

static const struct call ends[] = {
    {.function = GET},
    {GET, .with = {0, 0, 1}},
    {GET, .with = {0, 0, 1}},
    {.function = DESTROY},
    {DESTROY, .with = {0, 0, 1}},
    {0},
};

static const struct contract lazy_contract = {
    .state_size = sizeof(struct state),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = beginnings,
    .calls = calls,
    .ends = ends,
    .clients = 60,
};

CONTRACT(contract,
         "whatever threads ask at once, each value is made once, and is the "
         "one that was made",
         &lazy_contract, .points = 10);

static const struct call few_beginnings[][BEGINNING_CALLS] = {
    {{CREATE, .with = {0, OF_RECIPE}}},
    {{0}},
};

static const struct call few_calls[] = {
    {.function = GET},
    {0},
};

static const struct call few_ends[] = {
    {.function = GET},
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
    .clients = 1,
};

CONTRACT(contract_fails,
         "where an object can't be made, nothing is left behind",
         &failing_contract, .points = 5, .failing_calls = true);
