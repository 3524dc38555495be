/**
 * @file 19_hash_table.c
 * @brief Grades lesson 19: a table whole for all, and only shared where it is.
 *
 * What happens inside of table_update() the trial knows exactly, since a part
 * of it is the trial's own: `change`. When that waits at a gate, the call is in
 * the middle of its bucket, and the trial looks at what the others can do.
 */
#include "table.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

#include "trial/trial.h"

enum { BUCKETS = 2, KEYS = 64 };

/* The table of the round, and a gate that a change may have to pass. */
static struct table *table;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

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

/* The changes that trials make. */

static void change_add(long *value, void *amount)
{
    *value += *(const long *)amount;
}

/* As change_add(), but there is a moment when the value is none. */
static void change_slowly(long *value, void *amount)
{
    long before = *value;

    *value = -1;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    *value = before + *(const long *)amount;
}

/* What a change leaves may be nothing. */
static void change_to_none(long *value, void *calls)
{
    *value = 0;
    ++*(int *)calls;
}

static void add(long key, long amount)
{
    answer_check("table_update()",
                 table_update(table, key, change_add, &amount), 0);
}

static void value_check(long key, long right)
{
    long value = -1;

    answer_check("table_get() of a key that is in the table",
                 table_get(table, key, &value), 0);
    trial_expect(value == right, "the value of key %ld is %ld, not %ld", key,
                 value, right);
}

static bool table_open_with(size_t buckets)
{
    int error = table_create(&table, buckets);

    answer_check("table_create()", error, 0);
    return error == 0;
}

/* The keys 0 to count - 1, each with a value of its own. */
static void keys_add(long count)
{
    for (long key = 0; key < count; key++)
        add(key, 100 + key);
}

static bool table_open(long count)
{
    if (!table_open_with(BUCKETS))
        return false;
    keys_add(count);
    return true;
}

static void table_close(void)
{
    answer_check("table_destroy()", table_destroy(table), 0);
}

static void grow(void)
{
    answer_check("table_grow()", table_grow(table), 0);
}

/* What one thread does, and with which key. */
struct task {
    long key;
    size_t times;
};

static void *add_ones(void *arg)
{
    const struct task *task = arg;

    for (size_t i = 0; i < task->times; i++)
        add(task->key, 1);
    return NULL;
}

static void *add_one_slowly(void *arg)
{
    const struct task *task = arg;
    long one = 1;

    answer_check("table_update()",
                 table_update(table, task->key, change_slowly, &one), 0);
    return NULL;
}

static void *look_up(void *arg)
{
    const struct task *task = arg;

    for (size_t i = 0; i < task->times; i++)
        value_check(task->key, 100 + task->key);
    return NULL;
}

static void *grow_once(void *unused)
{
    grow();
    return unused;
}

/* A change may use another table, in a bucket of the same number as well. */
static void change_elsewhere(long *value, void *other)
{
    long one = 1;

    *value = 0;
    answer_check("table_update() of another table, from a change",
                 table_update(other, 7, change_add, &one), 0);
    ++*value;
}

static void two_tables_check(void)
{
    struct table *other;
    long value = 0;

    if (table_create(&other, BUCKETS) != 0)
        return;
    answer_check("table_update()",
                 table_update(table, 7, change_elsewhere, other), 0);
    answer_check("table_get()", table_get(other, 7, &value), 0);
    trial_expect(value == 1, "the other table has %ld, not 1", value);
    value_check(7, 1);
    add(7, 106);
    answer_check("table_destroy()", table_destroy(other), 0);
}

static void *clerk_main(void *unused)
{
    struct table *none = NULL;
    long value = -7;
    int calls = 0;

    answer_check("table_create() with 0 buckets", table_create(&none, 0),
                 EINVAL);
    add(1L << 40, 1L << 40);
    add(LONG_MIN, LONG_MIN);
    value_check(1L << 40, 1L << 40);
    answer_check("table_update()",
                 table_update(table, 1L << 40, change_to_none, &calls), 0);
    trial_expect(calls == 1, "change was called %d times, not 1", calls);
    two_tables_check();
    for (int growths = 0; growths < 3; growths++) {
        for (long key = 0; key < KEYS; key++)
            value_check(key, 100 + key + growths);
        for (long key = 0; key < KEYS; key++)
            add(key, 1);
        answer_check("table_get() of a key that is not in the table",
                     table_get(table, KEYS + growths, &value), ENOENT);
        add(-1 - growths, 5);
        value_check(LONG_MIN, LONG_MIN);
        grow();
    }
    trial_expect(value == -7, "table_get() failed and stored %ld", value);
    for (long key = -3; key < 0; key++)
        value_check(key, 5);
    for (long key = 0; key < KEYS; key++)
        value_check(key, 103 + key);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `table.h` kept",
      .points = 10, .rounds = 10)
{
    static const size_t buckets[] = {BUCKETS, 1, 3, 4};

    if (!table_open_with(
            buckets[trial_choose(sizeof buckets / sizeof *buckets)]))
        return;
    keys_add(KEYS);
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    table_close();
}

/* The key is new: one of them makes the entry, and both of them use it. */
TRIAL(same_key, "of two changes to one key none is lost", .points = 10)
{
    struct task task = {7, trial_size(100, 1)};

    if (!table_open(0))
        return;
    trial_spawn("first", add_ones, &task);
    trial_spawn("second", add_ones, &task);
    trial_run();
    value_check(7, 2 * (long)task.times);
    table_close();
}

/* Starts a thread, and goes on when it has finished or can't go on. */
static struct trial_thread *start(const char *name, void *(*work)(void *),
                                  void *task)
{
    struct trial_thread *thread = trial_spawn(name, work, task);

    trial_go();
    trial_until_blocked(thread);
    return thread;
}

static void *look_for_halves(void *arg)
{
    const struct task *task = arg;
    long value = -1;

    answer_check("table_get()", table_get(table, task->key, &value), 0);
    trial_expect(value == 100 || value == 101,
                 "table_get() found %ld while 100 became 101", value);
    return NULL;
}

/* The changer stops in its middle. Whether the others wait for it or find the
 * value as it was before, is up to the table. */
TRIAL(whole_values, "nobody sees a value in the middle of a change",
      .points = 15, .rounds = 20)
{
    struct task task = {0, 1};

    if (!table_open(1))
        return;
    pthread_mutex_lock(&gate);
    start("changer", add_one_slowly, &task);
    start("reader", look_for_halves, &task);
    start("another reader", look_for_halves, &task);
    pthread_mutex_unlock(&gate);
    trial_run();
    value_check(0, 101);
    table_close();
}

static void pass_check(const struct trial_thread *thread, const char *call,
                       long key, long changed)
{
    if (!trial_finished(thread)) /* others may be in its way for a moment */
        trial_until_rest();
    trial_expect(trial_finished(thread),
                 "%s of key %ld waits while key %ld, in another bucket, is "
                 "being changed",
                 call, key, changed);
}

/* A number of buckets, two keys that are in one of them, and two that are in
 * others: before the table grows and after. The slow change is of a key that
 * has a value, or of a new one. Of very many buckets a growth would take more
 * locks than a thread can hold here. */
static const struct places {
    size_t buckets;
    long slow, same, other, fresh;
    long value;
} places[] = {
    {2, 0, 4, 1, 3, 100},    {3, 0, 6, 1, 2, 0},
    {3, 0, 6, 4096, 2, 100}, /* and is 0 modulo powers of two */
    {3, -1, 3, 1, -2, 100},  /* -1 is 0 modulo 3, and -2 is 2 */
    {4, 2, 10, 3, -4, 0},    {1024, 0, 2048, 512, 4, 100},
};

/* Adds so many keys to one bucket that somebody might want the table to grow;
 * that would wait for all who are in it. */
static void *add_many(void *arg)
{
    const struct places *at = arg;

    for (long i = 0; i < KEYS; i++)
        add(at->fresh + i * (long)at->buckets, 1);
    return NULL;
}

/* One thread is in a bucket, and one waits to get in. */
TRIAL(disjoint_buckets, "calls for different buckets don't wait for each other",
      .points = 20, .rounds = 20)
{
    const struct places *at =
        &places[trial_choose(sizeof places / sizeof *places)];
    struct task slow = {at->slow, 1}, same = {at->same, 1};
    struct task other = {at->other, 1};

    if (!table_open_with(at->buckets))
        return;
    if (at->value != 0)
        add(at->slow, at->value);
    add(at->other, 100 + at->other);
    if (at->buckets <= KEYS)
        grow();
    pthread_mutex_lock(&gate);
    start("changer", add_one_slowly, &slow);
    start("updater of the same bucket", add_ones, &same);
    pass_check(start("reader", look_up, &other), "table_get()", at->other,
               at->slow);
    pass_check(start("updater", add_many, (void *)at), "table_update()",
               at->fresh, at->slow);
    pthread_mutex_unlock(&gate);
    trial_run();
    value_check(at->slow, at->value + 1);
    value_check(at->same, 1);
    table_close();
}

/* Two entries in each bucket, so that a chain has an end and a beginning. */
TRIAL(found_while_growing, "what is in the table is found while it grows",
      .points = 10)
{
    struct task first = {0, trial_size(20, 1)}, last = {3, trial_size(20, 1)};

    if (!table_open(4))
        return;
    trial_spawn("reader of 0", look_up, &first);
    trial_spawn("reader of 3", look_up, &last);
    trial_spawn("grower", grow_once, NULL);
    trial_run();
    table_close();
}

/* The first of the updates makes the entry, the others find it. */
TRIAL(updates_meet_growth, "a change that meets a growth of the table lasts",
      .points = 10)
{
    struct task task = {3, trial_size(20, 2)};

    if (!table_open(0))
        return;
    trial_spawn("updater", add_ones, &task);
    trial_spawn("grower", grow_once, NULL);
    trial_run();
    value_check(3, (long)task.times);
    table_close();
}

TRIAL(growths_meet, "the table may grow twice at the same time", .points = 10)
{
    struct task fresh = {2, 1};

    if (!table_open(2))
        return;
    trial_spawn("first grower", grow_once, NULL);
    trial_spawn("second grower", grow_once, NULL);
    trial_spawn("updater of 2", add_ones, &fresh);
    trial_run();
    for (long key = 0; key < 2; key++)
        value_check(key, 100 + key);
    value_check(2, 1);
    table_close();
}
