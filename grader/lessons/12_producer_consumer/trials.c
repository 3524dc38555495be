/**
 * @file 12_producer_consumer.c
 * @brief Grades lesson 12: items pass, waits are in nobody's way, the end
 * comes.
 *
 * A trial that is about a waiting thread first waits until that thread does. A
 * wait that nobody ends is found by the engine, since then no thread is left
 * that could.
 */
#include "buffer.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "trial/crowd.h"
#include "trial/trial.h"

/* The buffer of the round. */
static struct buffer *buffer;

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

static bool buffer_open(size_t capacity, unsigned producers)
{
    int error = buffer_create(&buffer, capacity, producers);

    answer_check("buffer_create()", error, 0);
    return error == 0;
}

static void buffer_discard(void)
{
    answer_check("buffer_destroy()", buffer_destroy(buffer), 0);
}

static void put_to(struct buffer *to, int item)
{
    answer_check("buffer_put()", buffer_put(to, item), 0);
}

static void put_check(int item)
{
    put_to(buffer, item);
}

static void item_check(struct buffer *from, int right)
{
    int item = -1;

    answer_check("buffer_get()", buffer_get(from, &item), 0);
    trial_expect(item == right, "got item %d where %d was the oldest", item,
                 right);
}

static void get_check(int right)
{
    item_check(buffer, right);
}

static void end_check(void)
{
    int item = -1;

    answer_check("buffer_get() at the end", buffer_get(buffer, &item), EPIPE);
    trial_expect(item == -1, "buffer_get() failed and stored %d", item);
}

static void done_check(void)
{
    answer_check("buffer_done()", buffer_done(buffer), 0);
}

static void *clerk_main(void *unused)
{
    struct buffer *none = NULL, *second = NULL;
    int item = -1;

    answer_check("buffer_create() for 0 items", buffer_create(&none, 0, 1),
                 EINVAL);
    answer_check("buffer_create() for 0 producers", buffer_create(&none, 1, 0),
                 EINVAL);
    trial_expect(none == NULL, "buffer_create() failed and stored a buffer");
    answer_check("buffer_create()", buffer_create(&second, 1, 1), 0);
    if (second == NULL)
        return unused;
    answer_check("buffer_put()", buffer_put(second, 40), 0);
    for (int i = 0; i < 2; i++) { /* around the ring */
        put_check(10 + i);
        put_check(20 + i);
        get_check(10 + i);
        get_check(20 + i);
    }
    for (int i = 0; i < 3; i++)
        put_check(i);
    for (int i = 0; i < 3; i++) { /* one gap is enough */
        get_check(i);
        put_check(3 + i);
    }
    for (int i = 3; i < 6; i++)
        get_check(i);
    done_check();
    put_check(30);
    get_check(30);
    done_check();
    end_check();
    answer_check("buffer_get() of another buffer", buffer_get(second, &item),
                 0);
    trial_expect(item == 40, "got item %d from another buffer, not 40", item);
    answer_check("buffer_destroy()", buffer_destroy(second), 0);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of buffer.h kept", .points = 10,
      .rounds = 10)
{
    if (!buffer_open(3, 2))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    buffer_discard();
}

/* One call in a thread of its own: what it gave or was given, and returned. */
struct call {
    int item;
    int answer;
};

static void *put_one(void *arg)
{
    struct call *call = arg;

    call->answer = buffer_put(buffer, call->item);
    return NULL;
}

static void *get_one(void *arg)
{
    struct call *call = arg;

    call->answer = buffer_get(buffer, &call->item);
    return NULL;
}

static void *say_done(void *unused)
{
    done_check();
    return unused;
}

/* Starts a thread that has to wait, and goes on when it does. */
static struct trial_thread *
start_waiting(const char *name, void *(*start)(void *), struct call *call)
{
    struct trial_thread *thread = trial_spawn(name, start, call);

    trial_go();
    trial_until_blocked(thread);
    trial_expect(!trial_finished(thread), "%s did not wait", name);
    return thread;
}

TRIAL(empty_waits, "a consumer that waits keeps no producer out", .points = 10,
      .rounds = 100)
{
    struct call get = {-1, -1}, put = {7, -1};

    if (!buffer_open(1, 1))
        return;
    start_waiting("consumer", get_one, &get);
    trial_spawn("producer", put_one, &put);
    trial_run();
    answer_check("buffer_get()", get.answer, 0);
    trial_expect(get.item == 7, "the consumer got item %d, not 7", get.item);
    buffer_discard();
}

TRIAL(full_waits, "a producer that waits keeps no consumer out", .points = 10,
      .rounds = 100)
{
    struct call get = {-1, -1}, put = {8, -1};

    if (!buffer_open(1, 1))
        return;
    put_check(7);
    start_waiting("producer", put_one, &put);
    trial_spawn("consumer", get_one, &get);
    trial_run();
    answer_check("buffer_put()", put.answer, 0);
    trial_expect(get.item == 7, "the consumer got item %d, not 7", get.item);
    get_check(8);
    buffer_discard();
}

/* Two wait at one buffer, and then there is for both what they wait for. */
static void both_go_on(bool full)
{
    struct call a = {full ? 3 : -1, -1}, b = {full ? 4 : -1, -1};
    void *(*start)(void *) = full ? put_one : get_one;
    int item = -1;

    if (!buffer_open(3, 1))
        return;
    for (int i = 0; full && i <= 2; i++)
        put_check(i);
    start_waiting("first", start, &a);
    start_waiting("second", start, &b);
    for (int i = 1; i <= 2; i++) {
        if (full)
            get_check(i - 1);
        else
            put_check(i);
    }
    trial_run();
    answer_check(full ? "buffer_put()" : "buffer_get()", a.answer, 0);
    answer_check(full ? "buffer_put()" : "buffer_get()", b.answer, 0);
    if (full) { /* the last item stays in the buffer */
        get_check(2);
        answer_check("buffer_get()", buffer_get(buffer, &item), 0);
        trial_expect(item == 3 || item == 4,
                     "got item %d where 3 or 4 was the oldest", item);
    } else {
        trial_expect(a.item + b.item == 3 && a.item * b.item == 2,
                     "1 and 2 were put, and got items %d and %d", a.item,
                     b.item);
    }
    buffer_discard();
}

static struct buffer *another;

static void *put_another(void *arg)
{
    struct call *call = arg;

    call->answer = buffer_put(another, call->item);
    return NULL;
}

static void *get_another(void *arg)
{
    struct call *call = arg;

    call->answer = buffer_get(another, &call->item);
    return NULL;
}

/* One waits at another buffer, and has waited for longer. */
static void right_one_goes_on(bool full)
{
    struct call there = {full ? 3 : -1, -1}, here = {full ? 4 : -1, -1};

    if (!buffer_open(1, 1))
        return;
    answer_check("buffer_create()", buffer_create(&another, 1, 1), 0);
    if (full) {
        put_check(1);
        put_to(another, 2);
    }
    struct trial_thread *far =
        start_waiting("first", full ? put_another : get_another, &there);
    struct trial_thread *near =
        start_waiting("second", full ? put_one : get_one, &here);
    if (full)
        get_check(1);
    else
        put_check(4);
    trial_join(near);
    trial_expect(!trial_finished(far), "who waits at another buffer went on");
    if (full)
        item_check(another, 2);
    else
        put_to(another, 3);
    trial_join(far);
    if (full) {
        get_check(4);
        item_check(another, 3);
    } else {
        trial_expect(here.item == 4 && there.item == 3,
                     "4 and 3 were put, each into its buffer, and got items "
                     "%d and %d",
                     here.item, there.item);
    }
    answer_check("a call that waited", here.answer, 0);
    answer_check("a call that waited at another buffer", there.answer, 0);
    buffer_discard();
    answer_check("buffer_destroy()", buffer_destroy(another), 0);
}

/* With interrupts: here a producer does wait. */
TRIAL(each_goes_on, "each who waits goes on when there is an item, or room",
      .interrupts = true, .points = 10, .rounds = 24)
{
    size_t story = trial_choose(4);

    if (story < 2)
        both_go_on(story == 0);
    else
        right_one_goes_on(story == 2);
}

enum { ITEMS = 200 };

/* The items of one producer: first, first + 1, ... */
struct bundle {
    int first;
    int count;
};

static void *produce(void *arg)
{
    struct bundle *bundle = arg;

    for (int i = 0; i < bundle->count; i++)
        put_check(bundle->first + i);
    done_check();
    return NULL;
}

/* Counts what it gets until the end. Of each producer's items the later ones
 * come later. Bounded: a stream without an end must not keep the round. */
static void *consume(void *arg)
{
    int *times = arg;
    int item = -1, answer = 0, latest[2] = {-1, -1};

    for (int i = 0; i <= ITEMS && answer == 0; i++) {
        answer = buffer_get(buffer, &item);
        if (answer != 0)
            break;
        trial_expect(item >= 0 && item < ITEMS, "got item %d, which nobody put",
                     item);
        if (item < 0 || item >= ITEMS)
            continue;
        times[item]++;
        int from = item / (ITEMS / 2);
        trial_expect(item > latest[from], "got item %d after item %d", item,
                     latest[from]);
        latest[from] = item;
    }
    answer_check("buffer_get() at the end", answer, EPIPE);
    return NULL;
}

/* There is room for two, so that a producer and a consumer can meet. */
TRIAL(items_arrive, "every item arrives once, and then the end",
      .interrupts = true, .points = 15, .rounds = 15)
{
    struct bundle a = {0, (int)trial_size(ITEMS / 2, 1)};
    struct bundle b = {ITEMS / 2, a.count};
    int times[2][ITEMS] = {{0}};

    if (!buffer_open(trial_size(3, 2), 2))
        return;
    trial_spawn("producer a", produce, &a);
    trial_spawn("producer b", produce, &b);
    trial_spawn("consumer a", consume, times[0]);
    if (trial_size(2, 1) == 2)
        trial_spawn("consumer b", consume, times[1]);
    trial_run();
    for (int i = 0; i < ITEMS; i++) {
        int due = i % (ITEMS / 2) < a.count;
        trial_expect(times[0][i] + times[1][i] == due,
                     "item %d arrived %d times", i, times[0][i] + times[1][i]);
    }
    buffer_discard();
}

static void *get_left(void *unused)
{
    get_check(7);
    return unused;
}

TRIAL(drained, "what was put before the end can still be got", .points = 5,
      .rounds = 40)
{
    if (!buffer_open(1, 1))
        return;
    put_check(7);
    done_check();
    trial_spawn("late consumer", get_left, NULL);
    trial_run();
    buffer_discard();
}

static void *put_last(void *unused)
{
    put_check(7);
    done_check();
    return unused;
}

/* Two wait when the first producer is done, and still when the second is. Or
 * there is one more item before that, which one of them gets. */
TRIAL(all_are_told, "the end, and not before, is told to all who wait for it",
      .points = 15, .rounds = 40)
{
    struct call a = {-1, -1}, b = {-1, -1};
    bool one_more = trial_choose(2) == 1;

    if (!buffer_open(1, 2))
        return;
    struct trial_thread *first = start_waiting("consumer a", get_one, &a);
    struct trial_thread *second = start_waiting("consumer b", get_one, &b);
    done_check();
    trial_until_blocked(first);
    trial_until_blocked(second);
    trial_expect(!trial_finished(first) && !trial_finished(second),
                 "a consumer did not wait any longer, though one of two "
                 "producers was not done");
    trial_spawn("last producer", one_more ? put_last : say_done, NULL);
    trial_run();
    const struct call *luckier = a.answer == 0 ? &a : &b;
    const struct call *other = luckier == &a ? &b : &a;
    answer_check("a waiting buffer_get()", luckier->answer,
                 one_more ? 0 : EPIPE);
    answer_check("a waiting buffer_get()", other->answer, EPIPE);
    trial_expect(luckier->item == (one_more ? 7 : -1) && other->item == -1,
                 "got items %d and %d, and %s was put", luckier->item,
                 other->item, one_more ? "7" : "none");
    end_check();
    buffer_discard();
}

enum { LARGE = 300 };          /* more than a byte counts to */
enum { LONG = USHRT_MAX + 9 }; /* more than a short counts to */
enum { HUGE = 20000 };         /* more than fits into a page, or many */

/* All at once, when the first place has moved, and then one by one; any number
 * is an item. At last the end, again and again. */
static void *many_main(void *unused)
{
    static const int numbers[] = {0, -1, INT_MIN, INT_MAX, -2, 1 << 16};
    struct buffer *large = NULL;

    answer_check("buffer_create() for 300", buffer_create(&large, LARGE, LARGE),
                 0);
    if (large == NULL)
        return unused;
    for (int i = 0; i < 3; i++)
        put_to(large, i);
    for (int i = 0; i < 3; i++)
        item_check(large, i);
    for (int i = 0; i < LARGE; i++)
        put_to(large, i);
    for (int i = 0; i < LARGE; i++)
        item_check(large, i);
    for (int i = 0; i < LARGE; i++) {
        put_to(large, i);
        item_check(large, i);
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        put_to(large, numbers[i]);
        item_check(large, numbers[i]);
    }
    for (int i = 0; i < LARGE; i++) {
        put_to(large, i);
        answer_check("buffer_done()", buffer_done(large), 0);
        item_check(large, i);
    }
    for (int i = 0; i < LARGE; i++)
        answer_check("buffer_get() at the end", buffer_get(large, &(int){0}),
                     EPIPE);
    answer_check("buffer_destroy()", buffer_destroy(large), 0);
    return unused;
}

/* So many items go through three places, one after the other; or there is room
 * for all of them. */
static void *long_main(void *unused)
{
    struct buffer *narrow = NULL, *wide = NULL;

    answer_check("buffer_create() for 3", buffer_create(&narrow, 3, 1), 0);
    answer_check("buffer_create() for many items",
                 buffer_create(&wide, LONG, 1), 0);
    for (int i = 0; i < LONG && narrow != NULL; i++) {
        put_to(narrow, i);
        if (i > 0)
            item_check(narrow, i - 1);
    }
    for (int i = 0; i < LONG && wide != NULL; i++)
        put_to(wide, i);
    if (narrow != NULL)
        answer_check("buffer_destroy()", buffer_destroy(narrow), 0);
    if (wide != NULL)
        answer_check("buffer_destroy()", buffer_destroy(wide), 0);
    return unused;
}

/* The bytes of so many items are more than a number counts to. It may be too
 * large; but what is made has that room. */
static void *huge_main(void *unused)
{
    static const size_t capacities[] = {SIZE_MAX / sizeof(int),
                                        SIZE_MAX / sizeof(int) + 2};

    for (size_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
        struct buffer *huge = NULL;
        if (buffer_create(&huge, capacities[i], 1) != 0)
            continue;
        for (int item = 0; item < HUGE; item++)
            put_to(huge, item);
        for (int item = 0; item < HUGE; item++)
            item_check(huge, item);
        answer_check("buffer_destroy()", buffer_destroy(huge), 0);
    }
    return unused;
}

/* Of so many producers none is done: there is no end. More than a few hundred
 * may be too many. */
static void producers_check(unsigned producers)
{
    struct call get = {-1, -1};
    int answer = buffer_create(&buffer, 1, producers);

    if (answer != 0 && producers > LARGE)
        return;
    answer_check("buffer_create() for many producers", answer, 0);
    if (answer != 0)
        return;
    start_waiting("consumer", get_one, &get);
    put_check(7);
    trial_run();
    answer_check("buffer_get()", get.answer, 0);
    buffer_discard();
}

enum { CROWD = 24 };

/* There is something for all but the last few consumers, and then the end. */
static void crowd_goes_on(bool full)
{
    static struct call calls[CROWD];
    struct trial_thread *last = NULL;
    int got = 0, ends = 0;

    if (!buffer_open(1, 1))
        return;
    if (full)
        put_check(CROWD);
    for (int i = 0; i < CROWD; i++) {
        calls[i] = (struct call){full ? i : -1, -1};
        last =
            trial_spawn("one of a crowd", full ? put_one : get_one, &calls[i]);
    }
    trial_go();
    trial_until_blocked(last);
    if (full) {
        get_check(CROWD);
        for (int i = 0; i < CROWD; i++)
            answer_check("buffer_get()", buffer_get(buffer, &(int){0}), 0);
    } else {
        for (int i = 0; i < CROWD / 2; i++)
            put_check(i);
        done_check();
    }
    trial_run();
    for (int i = 0; i < CROWD; i++) {
        got += calls[i].answer == 0;
        ends += calls[i].answer == EPIPE;
    }
    trial_expect(
        full ? got == CROWD : got == CROWD / 2 && ends == CROWD - CROWD / 2,
        "%d waited; %d calls returned 0, and %d EPIPE", CROWD, got, ends);
    buffer_discard();
}

/* Most are many steps, and one way to go: for real threads alone. */
TRIAL(many, "many items, many who wait and many producers are nothing special",
      .points = 5, .rounds = 2)
{
    producers_check(UCHAR_MAX + 1);
    if (!trial_size(true, false))
        return;
    producers_check(USHRT_MAX + 1);
    producers_check(UINT_MAX);
    trial_spawn("clerk", many_main, NULL);
    trial_run();
    trial_spawn("clerk", long_main, NULL);
    trial_run();
    trial_spawn("clerk", huge_main, NULL);
    trial_run();
    crowd_goes_on(false);
    crowd_goes_on(true);
}

/* Steps that take one of a crowd to where it waits. */
enum { STEPS = 20 };

static void *wait_for_end(void *number)
{
    int item = -1;

    (void)number;
    answer_check("a waiting buffer_get()", buffer_get(buffer, &item), EPIPE);
    return NULL;
}

TRIAL(hundreds_wait, "hundreds can wait, and all of them hear of the end",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true)
{
    if (!buffer_open(1, 1))
        return;
    trial_gather(CROWD_BYTE, STEPS, wait_for_end);
    struct trial_thread *producer = trial_spawn("producer", say_done, NULL);
    trial_go();
    trial_until_blocked(producer);
    trial_release();
    trial_run();
    buffer_discard();
}
