/**
 * @file 06_counter_lock.c
 * @brief Grades lesson 6: each number once, and everybody back in time.
 *
 * What a crew hands back is looked at as soon as crew_run() has returned: a
 * thread that is still on its way then is found by its missing number or by the
 * race for it. That the threads of a crew are not started one after the other
 * shows in their numbers: in some schedule the second is faster than the first.
 */
#include "numbers.h"

#include <errno.h>
#include <string.h>

#include "trial/trial.h"

enum { MOST = 200 };

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

static void number_check(long right)
{
    long number = -1;

    answer_check("increment_counter()", increment_counter(&number), 0);
    trial_expect(number == right, "the number given was %ld, not %ld", number,
                 right);
}

static void value_check(long right)
{
    long value = -1;

    answer_check("counter_value()", counter_value(&value), 0);
    trial_expect(value == right, "the counter's value is %ld, not %ld", value,
                 right);
}

/* How often each number up to MOST was given, in one round. */
struct tally {
    unsigned times[MOST + 1];
    long count;
};

static void tally_add(struct tally *tally, const long numbers[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] > 0 && numbers[i] <= MOST)
            tally->times[numbers[i]]++;
        trial_expect(numbers[i] != -1, "a thread of the crew was given no "
                                       "number, and crew_run() returned");
    }
    tally->count += (long)count;
}

/* All who took a number have returned: the numbers are 1 to count, each once,
 * and the counter stands at the last. */
static void tally_check(const struct tally *tally)
{
    bool each_once = true;

    for (long i = 1; i <= MOST; i++) {
        unsigned times = tally->times[i];
        trial_expect(times <= 1, "number %ld was given %u times", i, times);
        each_once = each_once && times == (i <= tally->count);
    }
    trial_expect(each_once, "the %ld numbers given were not 1 to %ld",
                 tally->count, tally->count);
    if (each_once)
        value_check(tally->count);
}

/* More than fit into two bytes, and into one. */
enum { MANY = 66000, SOME = 260 };

static void *clerk_main(void *unused)
{
    long numbers[CREW_MAX + 1] = {-1, -1};

    value_check(0);
    number_check(1);
    number_check(2);
    value_check(2);
    answer_check("crew_run() of 0", crew_run(0, numbers), EINVAL);
    answer_check("crew_run() of too many", crew_run(CREW_MAX + 1, numbers),
                 EINVAL);
    trial_expect(numbers[0] == -1, "a crew that must not be got number %ld",
                 numbers[0]);
    value_check(2);
    const long many = (long)trial_size(MANY, SOME);
    for (long i = 3; i <= many; i++)
        number_check(i);
    value_check(many);
    answer_check("crew_run() of 1", crew_run(1, numbers), 0);
    trial_expect(numbers[0] == many + 1,
                 "a crew of one was given the number %ld, not %ld", numbers[0],
                 many + 1);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `numbers.h` kept",
      .points = 10, .rounds = 1)
{
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
}

/* One thread that takes numbers by itself. */
struct taker {
    size_t turns;
    long numbers[MOST / 2];
};

static void *take(void *arg)
{
    struct taker *taker = arg;

    for (size_t i = 0; i < taker->turns; i++) {
        answer_check("increment_counter()",
                     increment_counter(&taker->numbers[i]), 0);
        trial_expect(i == 0 || taker->numbers[i] > taker->numbers[i - 1],
                     "a thread was given %ld, and later %ld",
                     taker->numbers[i - 1], taker->numbers[i]);
    }
    return NULL;
}

TRIAL(numbers_differ, "no two threads are given the same number", .points = 15,
      .rounds = 200)
{
    struct taker a = {.turns = trial_size(MOST / 2, 1)}, b = a;
    struct tally tally = {.count = 0};

    trial_spawn("thread a", take, &a);
    trial_spawn("thread b", take, &b);
    trial_run();
    tally_add(&tally, a.numbers, a.turns);
    tally_add(&tally, b.numbers, b.turns);
    tally_check(&tally);
}

/* A look at the counter, and the number it takes after it. */
struct look {
    long value;
    long number;
};

static void *look_and_take(void *arg)
{
    struct look *look = arg;

    answer_check("counter_value()", counter_value(&look->value), 0);
    answer_check("increment_counter()", increment_counter(&look->number), 0);
    return NULL;
}

TRIAL(value_is_true, "the counter's value is what has been counted so far",
      .points = 10, .rounds = 500)
{
    struct look look = {-1, -1};
    struct taker taker = {.turns = 2};

    trial_spawn("reader", look_and_take, &look);
    trial_spawn("thread", take, &taker);
    trial_run();
    trial_expect(look.value >= 0 && look.value < look.number,
                 "the value was %ld before the number was %ld", look.value,
                 look.number);
    value_check(3);
}

/* Crews write where no stack frame can be gone when they are late. */
static long crew_numbers[2][CREW_MAX];

struct crew {
    size_t count;
    long *numbers;
    int answer;
};

static void *crew_main(void *arg)
{
    struct crew *crew = arg;

    for (size_t i = 0; i < CREW_MAX; i++)
        crew->numbers[i] = -1;
    crew->answer = crew_run(crew->count, crew->numbers);
    return NULL;
}

/* Behind its last number a crew has no place. */
static void rest_check(const struct crew *crew)
{
    for (size_t i = crew->count; i < CREW_MAX; i++)
        trial_expect(crew->numbers[i] == -1,
                     "a crew of %zu has stored numbers[%zu], which is %ld",
                     crew->count, i, crew->numbers[i]);
}

/* What the threads were given, the caller has not taken in their place. */
static void made_check(size_t count)
{
    size_t made = trial_made();

    trial_expect(made >= count,
                 "crew_run() of %zu returned 0, and %zu threads were made",
                 count, made);
}

TRIAL(crew_is_complete, "when a crew is back, every thread has its own number",
      .points = 15, .rounds = 200)
{
    struct crew crew = {trial_size(CREW_MAX, 2), crew_numbers[0], -1};
    struct tally tally = {.count = 0};

    crew_main(&crew);
    answer_check("crew_run()", crew.answer, 0);
    tally_add(&tally, crew.numbers, crew.count);
    tally_check(&tally);
    made_check(crew.count);
}

TRIAL(two_crews, "two crews at the same time share no number", .points = 10,
      .rounds = 100)
{
    struct crew a = {trial_size(5, 2), crew_numbers[0], -1};
    struct crew b = {trial_size(5, 1), crew_numbers[1], -1};
    struct tally tally = {.count = 0};

    trial_spawn("crew a", crew_main, &a);
    trial_spawn("crew b", crew_main, &b);
    trial_run();
    answer_check("crew_run()", a.answer, 0);
    answer_check("crew_run()", b.answer, 0);
    tally_add(&tally, a.numbers, a.count);
    tally_add(&tally, b.numbers, b.count);
    tally_check(&tally);
    rest_check(&a);
    rest_check(&b);
}

enum { CREWS = 20 };
static long small_crew_numbers[CREWS][CREW_MAX];

/* Each gets as far as it can before any of the threads has begun. */
TRIAL(many_crews, "as many crews as there may be run at the same time",
      .points = 5, .rounds = 10, .schedules = 1, .calm = true, .sampled = true)
{
    struct crew crews[CREWS];
    struct tally tally = {.count = 0};

    for (size_t i = 0; i < CREWS; i++) {
        crews[i] = (struct crew){1 + i % 2, small_crew_numbers[i], -1};
        trial_spawn("crew", crew_main, &crews[i]);
    }
    trial_run();
    for (size_t i = 0; i < CREWS; i++) {
        answer_check("crew_run()", crews[i].answer, 0);
        tally_add(&tally, crews[i].numbers, crews[i].count);
    }
    tally_check(&tally);
}

/* Who had its number before the other one began has the lower one. */
static void turns_check(const long numbers[], size_t first, size_t second)
{
    if (!trial_ran_before(first, second, 2))
        return;
    trial_expect(numbers[first] < numbers[second],
                 "the thread created as number %zu was done before number %zu "
                 "began, and yet numbers[%zu] is %ld and numbers[%zu] is %ld",
                 first, second, first, numbers[first], second, numbers[second]);
}

TRIAL(any_order, "any thread of a crew may be the first to get a number",
      .points = 10, .rounds = 100,
      .must_reach = "the thread created as number 1 is given a lower number "
                    "than the one created as number 0")
{
    struct crew crew = {2, crew_numbers[0], -1};

    crew_main(&crew);
    answer_check("crew_run()", crew.answer, 0);
    turns_check(crew.numbers, 0, 1);
    turns_check(crew.numbers, 1, 0);
    if (crew.numbers[1] < crew.numbers[0])
        trial_reached();
}

TRIAL(last_is_first, "that one may be the last of five", .points = 5,
      .rounds = 20, .effort = 200000, .calm = true,
      .must_reach = "the thread created as number 4 is given a lower number "
                    "than the one created as number 0")
{
    struct crew crew = {5, crew_numbers[0], -1};

    crew_main(&crew);
    answer_check("crew_run()", crew.answer, 0);
    if (crew.numbers[4] < crew.numbers[0])
        trial_reached();
}

TRIAL(creation_fails, "a crew that can't be created is reported, none left",
      .points = 15, .rounds = 50, .failing_calls = true)
{
    struct crew crew = {2, crew_numbers[0], -1};
    struct tally tally = {.count = 0};
    long value = -1;

    crew_main(&crew);
    trial_expect(crew.answer >= 0, "crew_run() returned %d, no error number",
                 crew.answer);
    if (crew.answer == 0) {
        made_check(crew.count);
        tally_add(&tally, crew.numbers, crew.count);
        tally_check(&tally);
    } else if (counter_value(&value) == 0) {
        trial_expect(value >= 0 && value <= (long)crew.count,
                     "a crew of %zu failed, and the counter is at %ld",
                     crew.count, value);
    }
}
