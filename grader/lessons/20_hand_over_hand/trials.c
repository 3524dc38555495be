/**
 * @file 20_hand_over_hand.c
 * @brief Grades lesson 20: many in one list, in one order, and on firm ground.
 *
 * A visit calls a function of the trial at every element, so the trial can stop
 * it at an element of its choice and look at what the others can do. That a
 * removed element is used is found by ThreadSanitizer, or as a lock that is
 * freed while somebody wants it.
 */
#include "list.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "trial/trial.h"

enum { KEYS_MAX = 64, MANY = 300 };

/* The list of the round. */
static struct list *list;

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

static void insert_check(long key)
{
    answer_check("list_insert()", list_insert(list, key, 10 * key), 0);
}

/* Makes a list with the keys 10, 20, ..., and ten times as much as values. */
static bool list_open(long count)
{
    int error = list_create(&list);

    answer_check("list_create()", error, 0);
    for (long i = count; error == 0 && i > 0; i--)
        insert_check(10 * i);
    return error == 0;
}

static void list_close(void)
{
    answer_check("list_destroy()", list_destroy(list), 0);
}

/* What a visit has seen. */
struct seen {
    size_t count;
    long keys[KEYS_MAX];
    long values[KEYS_MAX];
};

static void see(long key, long *value, void *arg)
{
    struct seen *seen = arg;

    if (seen->count < KEYS_MAX) {
        seen->keys[seen->count] = key;
        seen->values[seen->count++] = *value;
    }
}

static bool has(const struct seen *seen, long key)
{
    for (size_t i = 0; i < seen->count; i++)
        if (seen->keys[i] == key)
            return true;
    return false;
}

static void look(struct seen *seen)
{
    seen->count = 0;
    answer_check("list_visit()", list_visit(list, see, seen), 0);
    for (size_t i = 1; i < seen->count; i++)
        trial_expect(seen->keys[i - 1] < seen->keys[i],
                     "a visit came to key %ld and then to %ld",
                     seen->keys[i - 1], seen->keys[i]);
}

/* The list has these keys, in this order, and no others. */
static void keys_check(const long keys[], size_t count)
{
    struct seen seen;

    look(&seen);
    for (size_t i = 0; i < count; i++)
        trial_expect(has(&seen, keys[i]), "key %ld is missing in the list",
                     keys[i]);
    trial_expect(seen.count == count, "the list has %zu elements, not %zu",
                 seen.count, count);
}

static void count_one(long key, long *value, void *count)
{
    trial_expect(*value == 10 * key, "the value of key %ld is %ld", key,
                 *value);
    ++*(long *)count;
}

/* A list of any length. */
static void count_check(long right)
{
    long count = 0;

    if (!list_open(right))
        return;
    answer_check("list_visit()", list_visit(list, count_one, &count), 0);
    trial_expect(count == right, "a visit came to %ld of %ld elements", count,
                 right);
    for (long i = 1; i <= right; i += 2)
        answer_check("list_remove()", list_remove(list, 10 * i), 0);
    count = 0;
    answer_check("list_visit()", list_visit(list, count_one, &count), 0);
    trial_expect(count == right / 2, "a visit came to %ld of %ld elements",
                 count, right / 2);
    list_close();
}

static void visit_other(long key, long *value, void *other)
{
    long count = 0;

    (void)key;
    answer_check("list_visit() of another list, from a visit",
                 list_visit(other, count_one, &count), 0);
    *value += count;
}

/* A visit may use another list. */
static void two_lists_check(void)
{
    struct list *other;
    struct seen seen;

    if (list_create(&other) != 0)
        return;
    answer_check("list_insert()", list_insert(other, 20, 200), 0);
    answer_check("list_visit()", list_visit(list, visit_other, other), 0);
    look(&seen);
    for (size_t i = 0; i < seen.count; i++)
        trial_expect(seen.values[i] == 10 * seen.keys[i] + 1,
                     "the value of key %ld is %ld", seen.keys[i],
                     seen.values[i]);
    answer_check("list_destroy()", list_destroy(other), 0);
}

static void *clerk_main(void *unused)
{
    static const long some[] = {-5, 10, 20, 25, 30}, fewer[] = {10, 25};
    struct seen seen;

    answer_check("list_insert()", list_insert(list, LONG_MAX, LONG_MIN), 0);
    look(&seen);
    trial_expect(seen.count == 4 && seen.values[3] == LONG_MIN,
                 "the value of the last of %zu keys is not LONG_MIN",
                 seen.count);
    answer_check("list_remove()", list_remove(list, LONG_MAX), 0);
    insert_check(25);
    insert_check(-5);
    answer_check("list_insert() of a key that is there",
                 list_insert(list, 20, 7), EEXIST);
    keys_check(some, 5);
    look(&seen);
    for (size_t i = 0; i < seen.count; i++)
        trial_expect(seen.values[i] == 10 * seen.keys[i],
                     "the value of key %ld is %ld", seen.keys[i],
                     seen.values[i]);
    answer_check("list_remove() of the first", list_remove(list, -5), 0);
    answer_check("list_remove() of the last", list_remove(list, 30), 0);
    answer_check("list_remove() in between", list_remove(list, 20), 0);
    answer_check("list_remove() of none", list_remove(list, 20), ENOENT);
    answer_check("list_remove() of none", list_remove(list, 99), ENOENT);
    keys_check(fewer, 2);
    two_lists_check();
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `list.h` kept", .points = 10,
      .rounds = 3, .frees_all = true)
{
    if (trial_size(true, false))
        count_check(MANY);
    if (!list_open(3))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    list_close();
}

/* A visit that changes every value, and notes what was there before. */
struct change {
    long factor;
    long plus;
    struct seen before;
};

static void see_and_change(long key, long *value, void *arg)
{
    struct change *change = arg;

    see(key, value, &change->before);
    *value = *value * change->factor + change->plus;
}

static void *change_all(void *change)
{
    answer_check("list_visit()", list_visit(list, see_and_change, change), 0);
    return NULL;
}

TRIAL(visits_in_order, "of two visits one comes first, to every element",
      .points = 15)
{
    struct change adder = {1, 1, {.count = 0}}, doubler = {2, 0, {.count = 0}};
    const struct seen *seen = &adder.before;
    size_t count = trial_size(40, 2);

    if (!list_open((long)count))
        return;
    trial_spawn("adder", change_all, &adder);
    trial_spawn("doubler", change_all, &doubler);
    trial_run();
    trial_expect(seen->count == count && doubler.before.count == count,
                 "one visit came to %zu of %zu elements, the other to %zu",
                 seen->count, count, doubler.before.count);
    bool first = seen->values[0] == 10 * seen->keys[0];
    for (size_t i = 1; i < seen->count; i++)
        trial_expect(first == (seen->values[i] == 10 * seen->keys[i]),
                     "the adder came %s the doubler to key %ld, and %s it to "
                     "key %ld",
                     first ? "before" : "after", seen->keys[0],
                     first ? "after" : "before", seen->keys[i]);
    list_close();
}

/* Two calls in one thread, of which the first takes effect first. */
static void *insert_two(void *keys)
{
    insert_check(((const long *)keys)[0]);
    insert_check(((const long *)keys)[1]);
    return NULL;
}

static void *look_once(void *seen)
{
    look(seen);
    return NULL;
}

TRIAL(one_moment, "a visit sees the list as it was at one moment", .points = 10)
{
    static const long after[] = {5, 10, 15};
    static long keys[] = {5, 15};
    struct seen seen;

    if (!list_open(1))
        return;
    trial_spawn("visitor", look_once, &seen);
    trial_spawn("inserter", insert_two, keys);
    trial_run();
    trial_expect(!has(&seen, 15) || has(&seen, 5),
                 "a visit saw key 15, which was inserted last, and not key 5, "
                 "which was inserted before");
    keys_check(after, 3);
    list_close();
}

/* A call for one key, and what it returned. */
struct call {
    long key;
    int answer;
};

static void *insert_one(void *arg)
{
    struct call *call = arg;

    call->answer = list_insert(list, call->key, 0);
    return NULL;
}

static void *remove_one(void *arg)
{
    struct call *call = arg;

    call->answer = list_remove(list, call->key);
    return NULL;
}

TRIAL(inserts_meet, "elements inserted in one place at the same time are there",
      .points = 10)
{
    static const long keys[] = {5, 7, 10};
    struct call first = {5, -1}, again = {5, -1}, second = {7, -1};

    if (!list_open(1))
        return;
    trial_spawn("inserter of 5", insert_one, &first);
    trial_spawn("other inserter of 5", insert_one, &again);
    trial_spawn("inserter of 7", insert_one, &second);
    trial_run();
    trial_expect(first.answer + again.answer == EEXIST,
                 "two calls inserted the same key: they returned %s and %s",
                 error_name(first.answer), error_name(again.answer));
    answer_check("list_insert()", second.answer, 0);
    keys_check(keys, 3);
    list_close();
}

static void *remove_two(void *arg)
{
    struct call *calls = arg;

    remove_one(&calls[0]);
    return remove_one(&calls[1]);
}

/* The second one takes out a neighbour of 10, or an element farther on, where
 * nothing comes before the other one's removal or behind it. */
TRIAL(removals_meet, "neighbours removed at the same time are gone",
      .points = 10)
{
    long other = trial_choose(2) == 0 ? 20 : 30;
    long left = 50 - other;
    struct call one = {10, -1}, two[2] = {{other, -1}, {10, -1}};

    if (!list_open(3))
        return;
    trial_spawn("remover of 10", remove_one, &one);
    trial_spawn("remover of two", remove_two, two);
    trial_run();
    answer_check("list_remove()", two[0].answer, 0);
    trial_expect(one.answer + two[1].answer == ENOENT,
                 "two calls removed the same element: they returned %s and %s",
                 error_name(one.answer), error_name(two[1].answer));
    keys_check(&left, 1);
    list_close();
}

TRIAL(removal_is_safe, "what is removed is not touched by who passes there",
      .points = 10)
{
    struct call removal = {10, -1};
    struct seen seen;

    if (!list_open(2))
        return;
    trial_spawn("visitor", look_once, &seen);
    trial_spawn("remover of 10", remove_one, &removal);
    trial_run();
    answer_check("list_remove()", removal.answer, 0);
    trial_expect(has(&seen, 20), "a visit did not come to key 20");
    list_close();
}

/* A visit that stops at one element until a gate is open. */
struct stop {
    pthread_mutex_t gate;
    long key;
    atomic_bool there; /* relaxed: it orders nothing */
};

static void stop_here(long key, long *value, void *arg)
{
    struct stop *stop = arg;

    *value += 1;
    if (key == stop->key) {
        atomic_store_explicit(&stop->there, true, memory_order_relaxed);
        pthread_mutex_lock(&stop->gate);
        pthread_mutex_unlock(&stop->gate);
    }
}

static void *visit_and_stop(void *stop)
{
    answer_check("list_visit()", list_visit(list, stop_here, stop), 0);
    return NULL;
}

/* Starts a thread, and goes on when it has finished or can't go on. */
static struct trial_thread *start(const char *name, void *(*work)(void *),
                                  void *arg)
{
    struct trial_thread *thread = trial_spawn(name, work, arg);

    trial_go();
    trial_until_blocked(thread);
    return thread;
}

/* The same, where others may be in its way for a moment. */
static bool goes_on(const char *name, void *(*work)(void *), void *arg)
{
    struct trial_thread *thread = start(name, work, arg);

    trial_until_rest();
    return trial_finished(thread);
}

/* Nor does somebody who wants to pass it, and waits behind it. */
TRIAL(behind_a_visit, "a visit that is far ahead stops nobody behind it",
      .points = 10, .rounds = 20)
{
    enum { NOBODY, INSERTER, REMOVER };
    struct stop stop = {PTHREAD_MUTEX_INITIALIZER, 50, false};
    struct call beyond = {55, -1}, insert = {15, -1}, removal = {10, -1};
    size_t waits = trial_choose(3);
    const char *others = waits ? ", and for who waits behind it" : "";

    if (!list_open(5))
        return;
    pthread_mutex_lock(&stop.gate);
    start("visitor at 50", visit_and_stop, &stop);
    if (waits == INSERTER)
        start("inserter of 55", insert_one, &beyond);
    if (waits == REMOVER)
        start("remover of 55", remove_one, &beyond);
    if (waits != REMOVER)
        trial_expect(goes_on("inserter of 15", insert_one, &insert),
                     "list_insert() of key 15 waits for a visit that is at key "
                     "50%s",
                     others);
    if (waits != INSERTER)
        trial_expect(goes_on("remover of 10", remove_one, &removal),
                     "list_remove() of key 10 waits for a visit that is at key "
                     "50%s",
                     others);
    pthread_mutex_unlock(&stop.gate);
    trial_run();
    struct seen seen;
    look(&seen);
    trial_expect(has(&seen, 15) == (waits != REMOVER) &&
                     has(&seen, 10) == (waits == INSERTER) &&
                     has(&seen, 55) == (waits == INSERTER),
                 "what was to be inserted is not in the list, or what was to "
                 "be removed is");
    list_close();
}

enum { VISITS_MAX = 20 };

/* What is done in another list is no business of those who visit this one. */
static void *other_main(void *other)
{
    struct seen seen = {.count = 0};

    answer_check("list_insert()", list_insert(other, LONG_MAX, 1), 0);
    answer_check("list_visit()", list_visit(other, see, &seen), 0);
    answer_check("list_remove()", list_remove(other, LONG_MAX), 0);
    trial_expect(seen.count == 1, "a visit came to %zu elements of 1",
                 seen.count);
    return NULL;
}

/* Of several visits, the first is far ahead, and each is two elements behind
 * the one before. */
TRIAL(two_visits, "two visits can be under way, and who is ahead goes on",
      .points = 10, .rounds = 5)
{
    struct stop stops[VISITS_MAX];
    struct trial_thread *visitors[VISITS_MAX];
    size_t count = trial_size(VISITS_MAX, 6);
    struct list *other = NULL;

    if (!list_open(2 * (long)count + 1))
        return;
    answer_check("list_create()", list_create(&other), 0);
    for (size_t i = 0; i < count; i++) {
        stops[i] = (struct stop){PTHREAD_MUTEX_INITIALIZER,
                                 20 * (long)(count - i), false};
        pthread_mutex_lock(&stops[i].gate);
        visitors[i] = start("visitor", visit_and_stop, &stops[i]);
        trial_expect(
            atomic_load_explicit(&stops[i].there, memory_order_relaxed),
            "a visit does not come to key %ld while another one is at key %ld",
            stops[i].key, stops[i].key + 20);
    }
    if (other)
        trial_expect(goes_on("clerk of another list", other_main, other),
                     "calls in one list wait for visits in another one");
    for (size_t i = 0; i < count; i++) {
        pthread_mutex_unlock(&stops[i].gate);
        trial_until_blocked(visitors[i]);
        trial_expect(trial_finished(visitors[i]),
                     "the visit that was at key %ld does not end before the "
                     "one that is at key %ld",
                     stops[i].key, stops[i].key - 20);
    }
    trial_run();
    if (other)
        answer_check("list_destroy()", list_destroy(other), 0);
    list_close();
}
