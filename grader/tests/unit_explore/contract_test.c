/*
 * The checker of contracts against a toy: a number that add() makes larger,
 * get() reads and take() waits for.
 *
 * What the engines do is played here: threads run one after the other, or one
 * within a call of the other, so it is known what was over before what began.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "trial/contract.h"
#include "trial/contract_story.h"
#include "trial/engine.h"

enum { ADD = 1, GET, TAKE, FAIL };
enum { MOST_CLIENTS = 1000, MOST_STORY = 2000 };

/* The engine. */
static size_t chosen, offered;
static bool is_chosen; /* which client; of other choices, it is the first */
static struct {
    void *(*start)(void *);
    void *arg;
    bool done;
    bool stopped;
} workers[3];
static unsigned worker_count;
static bool recording;
static bool restless; /* somebody goes round in circles */
static bool waits;    /* for who is stopped, in the middle of a call */
static jmp_buf middle;
static char failure[600], story[MOST_STORY];

/* The object, and what it is made to do wrong. */
static long number;
static long lie;    /* what get() answers too much */
static bool nested; /* the second thread runs within the first's call */
static char client[200];

size_t trial_choose(size_t count)
{
    if (is_chosen)
        return 0;
    is_chosen = true;
    offered = count;
    return chosen;
}

struct trial_thread *trial_spawn(const char *name, void *(*start)(void *),
                                 void *arg)
{
    (void)name;
    workers[worker_count].start = start;
    workers[worker_count].arg = arg;
    workers[worker_count].stopped = false;
    workers[worker_count++].done = false;
    return NULL;
}

void trial_stop_after(struct trial_thread *thread, size_t steps)
{
    (void)thread;
    (void)steps;
    workers[worker_count - 1].stopped = true;
}

void trial_resume(struct trial_thread *thread)
{
    (void)thread;
    workers[0].stopped = false;
}

static bool anyone_is_stopped(void)
{
    return worker_count > 0 && workers[0].stopped;
}

static void workers_run(void)
{
    for (volatile unsigned i = 0; i < worker_count; i++)
        if (!workers[i].done && !workers[i].stopped) {
            workers[i].done = true;
            if (setjmp(middle) == 0)
                workers[i].start(workers[i].arg);
        }
}

void trial_go(void)
{
}

void trial_run(void)
{
    workers_run();
}

bool trial_until_rest(void)
{
    workers_run();
    return !restless;
}

bool trial_recording(void)
{
    return recording;
}

void engine_notes(const void *books, bool write)
{
    (void)books;
    (void)write;
}

void trial_failed(const char *file, int line, const char *condition,
                  const char *format, ...)
{
    va_list values;
    va_start(values, format);
    (void)file;
    (void)line;
    (void)condition;
    vsnprintf(failure, sizeof failure, format, values);
    va_end(values);
}

static bool run(struct call *call)
{
    size_t length = strlen(client);
    snprintf(client + length, sizeof client - length, "%d%ld ", call->function,
             call->with[0]);
    call->answer = 0;
    if (waits && anyone_is_stopped())
        longjmp(middle, 1);
    if (nested) {
        nested = false;
        workers_run();
    }
    switch (call->function) {
    case ADD:
        number += call->with[0];
        return true;
    case GET:
        call->stored[0] = number + lie;
        return true;
    case TAKE:
        if (number > 0)
            number--;
        return true;
    default:
        call->answer = ENOMEM;
        return false;
    }
}

static enum call_fit fits(void *state, const struct call *call)
{
    long *now = state;
    switch (call->function) {
    case ADD:
        *now += call->with[0];
        return CALL_FITS;
    case GET:
        return call->stored[0] == *now ? CALL_FITS : CALL_DIFFERS;
    case TAKE:
        if (*now == 0)
            return CALL_WAITS;
        --*now;
        return CALL_FITS;
    default:
        return CALL_DIFFERS;
    }
}

static void tell(const struct call *call, char *text, size_t size)
{
    static const char *const names[] = {"", "add", "get", "take", "fail"};
    snprintf(text, size, "%s(%ld)", names[call->function], call->with[0]);
}

static const struct call empty_first[][BEGINNING_CALLS] = {
    {{ADD, .with = {0}}},
    {{ADD, .with = {1}}},
    {{0}},
};
static const struct call calls[] = {
    {ADD, .with = {1}},
    {.function = GET},
    {ADD, .with = {-1}, .alone = true},
    {ADD, .with = {5}, .after = 1u << 1},
    {0},
};
static const struct call ends[] = {{.function = GET}, {0}};
static const struct contract toy = {
    .state_size = sizeof(long),
    .run = run,
    .fits = fits,
    .tell = tell,
    .beginnings = empty_first,
    .calls = calls,
    .ends = ends,
    .clients = 100,
};

static void begin(void)
{
    number = lie = 0;
    worker_count = 0;
    is_chosen = false;
    *failure = *client = *story = '\0';
}

static void play(const struct contract *contract, size_t which)
{
    begin();
    chosen = which;
    trial_contract(contract, "model.c", 1);
}

static void story_add(const char *line)
{
    strncat(story, line, sizeof story - strlen(story) - 1);
    strncat(story, "\n", sizeof story - strlen(story) - 1);
}

Test(contract, every_small_client_comes_once)
{
    static char seen[MOST_CLIENTS][200];
    play(&toy, 0);
    const size_t count = offered;
    /* None: one after each beginning. One call: 3 after the first beginning, 4
     * after the second. Two threads: 2 calls in 3 ways, 3 in 6. */
    cr_assert(count >= 2 + 7 + 9 && count <= 2 + 100, "%zu", count);
    for (size_t i = 0; i < count; i++) {
        play(&toy, i);
        cr_expect_str_empty(failure, "client %zu: %s", i, failure);
        snprintf(seen[i], sizeof seen[i], "%u:%s", worker_count, client);
        cr_expect_eq(worker_count, i < 2    ? 0
                                   : i < 9  ? 1
                                   : i < 18 ? 2
                                            : worker_count);
        for (size_t k = 0; k < i && i < 18; k++)
            cr_expect_str_neq(seen[i], seen[k], "%zu and %zu", k, i);
        cr_expect(!strstr(client, "1-1") || worker_count == 1, "%s", client);
        cr_expect(!strstr(client, "15") || strncmp(client, "11", 2) == 0,
                  "only after the second beginning: %s", client);
    }
}

Test(contract, shapes_of_more_calls_are_there)
{
    unsigned of_threads[4] = {0}, longest = 0;
    play(&toy, 0);
    for (size_t i = offered; i-- > 0;) {
        play(&toy, i);
        of_threads[worker_count]++;
        if (worker_count == 2 && strlen(client) > longest)
            longest = (unsigned)strlen(client);
    }
    cr_expect_gt(of_threads[3], 10);
    cr_expect_geq(longest, 3 * 6,
                  "two threads of two calls, and first and end");
}

static const struct call fails[] = {{.function = FAIL}, {0}};
static const struct call one_get[] = {{.function = GET}, {0}};
static const struct call add_get[] = {
    {ADD, .with = {1}}, {.function = GET}, {0}};

Test(contract, a_wrong_answer_fits_no_order)
{
    struct contract on = toy;
    on.calls = one_get;
    play(&on, 2);
    cr_expect_str_empty(failure);
    begin();
    chosen = 2;
    lie = 1;
    trial_contract(&on, "model.c", 1);
    cr_expect_str_eq(failure, "there is no order of these calls in which each "
                              "would have answered so");
    contract_tell(story_add);
    cr_expect_str_eq(story, "first: add(0) = 0\na: get(0) = 0\n");
}

Test(contract, what_is_told_ends_with_the_answer_that_was_wrong)
{
    static const struct call three_ends[] = {
        {.function = GET}, {ADD, .with = {1}}, {.function = GET}, {0}};
    struct contract on = toy;
    on.ends = three_ends;
    lie = 1;
    trial_contract(&on, "model.c", 1);
    cr_expect_str_eq(failure,
                     "get(0) = 0 fits no order of the calls before it");
    contract_tell(story_add);
    cr_expect(strstr(story, "then: get(0) = 0; add(1) = 0; get(0) = 0\n"), "%s",
              story);
    begin();
    lie = 1;
    recording = true;
    trial_contract(&on, "model.c", 1);
    cr_expect_str_eq(failure,
                     "get(0) = 0 fits no order of the calls before it");
    contract_tell(story_add);
    cr_expect(strstr(story, "then: get(0) = 0\n"), "%s", story);
    cr_expect_str_eq(client, "10 20 11 20 ", "all of them are made");
}

/* After a wrong answer the model can't tell whether a call would wait, or has
 * what it needs: the real one might do anything. */
Test(contract, what_might_wait_is_not_called_after_a_wrong_answer)
{
    static const struct call take_last[] = {
        {ADD, .with = {1}},
        {.function = GET},
        {.function = TAKE, .may_wait = true},
        {0}};
    struct contract on = toy;
    on.ends = take_last;
    trial_contract(&on, "model.c", 1);
    cr_expect_str_eq(client, "10 11 20 30 ");
    begin();
    lie = 1;
    trial_contract(&on, "model.c", 1);
    cr_expect_str_eq(client, "10 11 20 ");
    cr_expect_str_not_empty(failure);
}

Test(contract, an_answer_is_an_error_or_a_value)
{
    struct contract on = toy;
    on.calls = fails;
    play(&on, 2);
    contract_tell(story_add);
    cr_expect(strstr(story, "fail(0) = ENOMEM"), "%s", story);
    *story = '\0';
    on.values = true;
    contract_tell(story_add);
    cr_expect(strstr(story, "fail(0) = 12"), "%s", story);
}

/* The clients of two threads come after those of one call. */
static void meet(long lies)
{
    struct contract on = toy;
    on.calls = add_get;
    on.ends = one_get + 1;
    begin();
    chosen = 2 + 4 + 1; /* add beside get, after the first beginning */
    lie = lies;
    nested = false;
    trial_contract(&on, "model.c", 1);
}

Test(contract, what_was_over_before_is_before)
{
    meet(0);
    cr_expect_str_eq(client, "10 11 20 ");
    cr_expect_str_empty(failure, "%s", failure);
    meet(-1);
    cr_expect_neq(*failure, '\0', "get() began after add() was over");
}

/* The first call of the round runs the others within itself. */
static bool nesting_run(struct call *call)
{
    if (call->function == ADD && call->with[0] == 1)
        nested = true;
    return run(call);
}

Test(contract, what_overlaps_may_be_in_either_order)
{
    struct contract on = toy;
    on.calls = add_get;
    on.ends = one_get + 1;
    on.run = nesting_run;
    for (long lies = 0; lies < 3; lies++) {
        begin();
        chosen = 2 + 4 + 1;
        lie = lies;
        trial_contract(&on, "model.c", 1);
        cr_expect_str_eq(client, "10 11 20 ");
        /* add() has not added yet when get() looks: 0, 1 and 2 are seen. */
        cr_expect_eq(*failure != '\0', lies == 2, "%ld: %s", lies, failure);
    }
}

Test(contract, who_has_nothing_to_do_sleeps)
{
    struct contract on = toy;
    restless = true;
    play(&on, 2);
    cr_expect_str_empty(failure, "it is not promised");
    on.asleep = true;
    play(&on, 2);
    cr_expect(strstr(failure, "asleep"), "%s", failure);
    restless = false;
    play(&on, 2);
    cr_expect_str_empty(failure);
}

static bool fails_with_nothing(struct call *call)
{
    run(call);
    call->answer = call->function == FAIL ? -1 : 0;
    return true;
}

Test(contract, what_fails_has_changed_nothing)
{
    struct contract on = toy;
    on.calls = fails;
    play(&on, 2);
    cr_expect_neq(*failure, '\0');
    on.may_fail = call_any_error;
    play(&on, 2);
    cr_expect_str_empty(failure, "%s", failure);
    on.run = fails_with_nothing;
    play(&on, 2);
    cr_expect_neq(*failure, '\0', "-1 is no error number");
}

static const struct call fail_first[][BEGINNING_CALLS] = {{{.function = FAIL}},
                                                          {{0}}};

Test(contract, a_beginning_after_which_nothing_comes_is_played)
{
    struct contract on = toy;
    on.beginnings = fail_first;
    on.calls = one_get + 1;
    play(&on, 0);
    cr_expect_eq(offered, 1);
    cr_expect_str_eq(client, "40 ");
    cr_expect_neq(*failure, '\0');
}

/* The first of two threads stands still, and the other comes then. */
Test(contract, nobody_waits_for_who_stands_still)
{
    struct contract on = toy;
    on.calls = add_get;
    on.stops = 3;
    const size_t two_adds = 2 + 4;
    play(&on, two_adds);
    cr_expect_str_empty(failure, "%s", failure);
    waits = true;
    play(&on, two_adds);
    cr_expect(strstr(failure, "does not return while thread"), "%s", failure);
    waits = false;
}

Test(contract, who_may_wait_comes_when_the_other_goes_on)
{
    static const struct call add_may_wait[] = {
        {ADD, .with = {1}, .may_wait = true}, {0}};
    struct contract on = toy;
    on.calls = add_may_wait;
    on.stops = 3;
    waits = true;
    play(&on, 2 + 2);
    waits = false;
    cr_expect_str_empty(failure, "%s", failure);
    cr_expect_str_eq(client, "10 11 11 20 ");
}
