/**
 * @file 04_condition.c
 * @brief Grades lesson 4: letters arrive, waits end, and end in time.
 *
 * A trial that is about a waiting thread first waits until that thread does,
 * so it never depends on who is quicker. A wait that nobody ends is found by
 * the engine, since then no thread is left that could.
 */
#include "mailbox.h"

#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "trial/trial.h"

/* The mailbox of the round, and whether the trial has begun to close it. The
 * flag is relaxed, so that it orders nothing that the mailbox has to order, and
 * new for each mailbox, so that no picture begins with putting it back. */
static struct mailbox *box;
static atomic_bool *closing;

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

/* False if there is no mailbox to try anything with. */
static bool box_open(size_t capacity)
{
    int error = mailbox_create(&box, capacity);

    answer_check("mailbox_create()", error, 0);
    closing = calloc(1, sizeof *closing);
    if (closing)
        trial_name(closing, sizeof *closing, "closing");
    return error == 0 && closing;
}

static void box_close(void)
{
    atomic_store_explicit(closing, true, memory_order_relaxed);
    answer_check("mailbox_close()", mailbox_close(box), 0);
}

static void box_discard(void)
{
    free(closing);
    answer_check("mailbox_destroy()", mailbox_destroy(box), 0);
}

static void put_check(long letter)
{
    answer_check("mailbox_put()", mailbox_put(box, letter), 0);
}

/* A receiver that is sent away from an open mailbox says so and comes back,
 * so that one fault does not look like two. */
static int letter_get(long *letter)
{
    int answer = mailbox_get(box, letter);

    for (int i = 0; i < 100 && answer == EPIPE; i++) {
        if (atomic_load_explicit(closing, memory_order_relaxed))
            break;
        trial_expect(answer != EPIPE, "mailbox_get() returned EPIPE from a "
                                      "mailbox that nobody has closed");
        answer = mailbox_get(box, letter);
    }
    return answer;
}

static void get_check(long right)
{
    long letter = -1;

    answer_check("mailbox_get()", letter_get(&letter), 0);
    trial_expect(letter == right, "got letter %ld where %ld was the oldest",
                 letter, right);
}

static void *clerk_main(void *unused)
{
    struct mailbox *none = NULL;
    long letter = -1;

    answer_check("mailbox_create() for 0 letters", mailbox_create(&none, 0),
                 EINVAL);
    for (long i = 0; i < 2; i++) { /* around the ring, never quite full */
        put_check(10 + i);
        put_check(20 + i);
        get_check(10 + i);
        get_check(20 + i);
    }
    for (long i = 0; i < 3; i++)
        put_check(i);
    for (long i = 0; i < 3; i++) { /* one gap is enough */
        get_check(i);
        put_check(3 + i);
    }
    box_close();
    box_close();
    answer_check("mailbox_put() after close", mailbox_put(box, 9), EPIPE);
    for (long i = 3; i < 6; i++)
        get_check(i);
    answer_check("mailbox_get() after close", mailbox_get(box, &letter), EPIPE);
    trial_expect(letter == -1, "mailbox_get() failed and stored %ld", letter);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of mailbox.h kept",
      .points = 10, .rounds = 10)
{
    if (!box_open(3))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    box_discard();
}

/* One call in a thread of its own: what it gave or was given, and returned. */
struct call {
    long letter;
    int answer;
};

static void *put_one(void *arg)
{
    struct call *call = arg;

    call->answer = mailbox_put(box, call->letter);
    return NULL;
}

static void *get_one(void *arg)
{
    struct call *call = arg;

    call->answer = letter_get(&call->letter);
    return NULL;
}

/* Nobody waits for anybody: the letter comes just as the wait begins. */
TRIAL(letter_noticed, "a letter that comes at the last moment is noticed",
      .points = 10, .rounds = 200)
{
    struct call get = {-1, -1}, put = {5, -1};

    if (!box_open(1))
        return;
    trial_spawn("receiver", get_one, &get);
    trial_spawn("sender", put_one, &put);
    trial_run();
    answer_check("mailbox_put()", put.answer, 0);
    trial_expect(get.letter == 5, "the receiver got letter %ld, not 5",
                 get.letter);
    box_discard();
}

/* Starts a thread that has to wait, and goes on when it does. */
static void start_waiting(const char *name, void *(*start)(void *),
                          struct call *call)
{
    struct trial_thread *thread = trial_spawn(name, start, call);

    trial_go();
    trial_until_blocked(thread);
    trial_expect(!trial_finished(thread), "%s did not wait", name);
}

TRIAL(both_wait, "who finds the mailbox empty or full waits until it changes",
      .points = 10, .rounds = 100)
{
    struct call get = {-1, -1}, put = {8, -1};

    if (!box_open(1))
        return;
    start_waiting("receiver", get_one, &get);
    put_check(7);
    trial_run();
    answer_check("mailbox_get()", get.answer, 0);
    trial_expect(get.letter == 7, "the receiver got letter %ld, not 7",
                 get.letter);

    put_check(7);
    start_waiting("sender", put_one, &put);
    get_check(7);
    trial_run();
    answer_check("mailbox_put()", put.answer, 0);
    get_check(8);
    box_discard();
}

enum { LETTERS = 100 };

/* The letters of one sender: first, first + 1, ... */
struct bundle {
    long first;
    long count;
};

static void *send_bundle(void *arg)
{
    struct bundle *bundle = arg;

    for (long i = 0; i < bundle->count; i++)
        put_check(bundle->first + i);
    return NULL;
}

/* Counts each letter it gets, until the mailbox is closed. Bounded: a mailbox
 * that never ends must not keep the round from ending. */
static void *receive_all(void *arg)
{
    int *times = arg;
    long letter = -1;
    int answer = 0;

    for (int i = 0; i <= LETTERS && answer == 0; i++) {
        answer = letter_get(&letter);
        if (answer == 0 && letter >= 0 && letter < LETTERS)
            times[letter]++;
        else
            trial_expect(answer != 0, "got letter %ld, which nobody sent",
                         letter);
    }
    answer_check("mailbox_get() after close", answer, EPIPE);
    return NULL;
}

/* Room for one letter only, so that somebody always waits. The explorer has one
 * sender with two letters: there is still somebody to wake of either kind. */
TRIAL(letters_arrive, "every letter arrives, and arrives once", .points = 10)
{
    struct bundle a = {0, (long)trial_size(LETTERS / 2, 2)};
    struct bundle b = {a.count, (long)trial_size(LETTERS / 2, 0)};
    struct trial_thread *senders[2] = {NULL, NULL};
    int times[2][LETTERS] = {{0}};

    if (!box_open(1))
        return;
    trial_spawn("receiver a", receive_all, times[0]);
    trial_spawn("receiver b", receive_all, times[1]);
    senders[0] = trial_spawn("sender a", send_bundle, &a);
    if (b.count > 0)
        senders[1] = trial_spawn("sender b", send_bundle, &b);
    trial_go();
    for (int i = 0; i < 2 && senders[i]; i++)
        trial_join(senders[i]);
    box_close();
    trial_run();
    for (long i = 0; i < a.count + b.count; i++)
        trial_expect(times[0][i] + times[1][i] == 1,
                     "letter %ld arrived %d times", i,
                     times[0][i] + times[1][i]);
    box_discard();
}

static void *send_two(void *unused)
{
    put_check(1);
    put_check(2);
    return unused;
}

static void *get_two(void *unused)
{
    get_check(1);
    get_check(2);
    return unused;
}

/* Two receivers wait, then two letters come. */
static void receivers_wake(size_t capacity)
{
    struct call a = {-1, -1}, b = {-1, -1};

    if (!box_open(capacity))
        return;
    start_waiting("receiver a", get_one, &a);
    start_waiting("receiver b", get_one, &b);
    trial_spawn("sender", send_two, NULL);
    trial_run();
    trial_expect(a.letter + b.letter == 3,
                 "two receivers got letters %ld and %ld, not 1 and 2", a.letter,
                 b.letter);
    box_discard();
}

/* Two senders wait, then two letters go. */
static void senders_wake(void)
{
    struct call a = {3, -1}, b = {4, -1};

    if (!box_open(2))
        return;
    send_two(NULL);
    start_waiting("sender a", put_one, &a);
    start_waiting("sender b", put_one, &b);
    trial_spawn("receiver", get_two, NULL);
    trial_run();
    answer_check("a waiting mailbox_put()", a.answer, 0);
    answer_check("a waiting mailbox_put()", b.answer, 0);
    box_discard();
}

TRIAL(each_wakes_one, "two letters end two waits, two gaps end two others",
      .points = 10, .rounds = 60)
{
    receivers_wake(2);
    senders_wake();
}

/* With room for one letter the sender soon waits beside the receivers. */
TRIAL(right_one_wakes, "a letter wakes a receiver, a gap wakes a sender",
      .points = 10, .rounds = 200)
{
    receivers_wake(1);
}

TRIAL(close_wakes_all, "a close ends every wait there is", .points = 10,
      .rounds = 40)
{
    struct call get[2] = {{-1, -1}, {-1, -1}}, put[2] = {{8, -1}, {9, -1}};

    if (!box_open(1))
        return;
    start_waiting("receiver a", get_one, &get[0]);
    start_waiting("receiver b", get_one, &get[1]);
    box_close();
    trial_run();
    box_discard();
    for (int i = 0; i < 2; i++)
        answer_check("a waiting mailbox_get()", get[i].answer, EPIPE);

    if (!box_open(1))
        return;
    put_check(7);
    start_waiting("sender a", put_one, &put[0]);
    start_waiting("sender b", put_one, &put[1]);
    box_close();
    trial_run();
    get_check(7);
    box_discard();
    for (int i = 0; i < 2; i++)
        answer_check("a waiting mailbox_put()", put[i].answer, EPIPE);
}

static void *close_late(void *unused)
{
    box_close();
    return unused;
}

TRIAL(close_noticed, "a close that comes at the last moment is noticed",
      .points = 10, .rounds = 200)
{
    struct call get = {-1, -1};

    if (!box_open(1))
        return;
    trial_spawn("receiver", get_one, &get);
    trial_spawn("closer", close_late, NULL);
    trial_run();
    answer_check("mailbox_get()", get.answer, EPIPE);
    box_discard();
}

enum { LARGE = 300 };  /* more than a byte counts to */
enum { HUGE = 20000 }; /* more than a page holds, or many */

static void letter_check(struct mailbox *from, long right)
{
    long letter = -1;

    answer_check("mailbox_get()", mailbox_get(from, &letter), 0);
    trial_expect(letter == right, "got letter %ld where %ld was the oldest",
                 letter, right);
}

static void put_to(struct mailbox *to, long letter)
{
    answer_check("mailbox_put()", mailbox_put(to, letter), 0);
}

/* All at once, and then one by one; any number is a letter. */
static void *many_main(void *unused)
{
    static const long letters[] = {0,        -1,           LONG_MIN,
                                   LONG_MAX, LONG_MIN / 2, 1L << 32};
    struct mailbox *large = NULL;

    answer_check("mailbox_create() for 300", mailbox_create(&large, LARGE), 0);
    if (large == NULL)
        return unused;
    for (long i = 0; i < LARGE; i++)
        put_to(large, i);
    for (long i = 0; i < LARGE; i++)
        letter_check(large, i);
    for (long i = 0; i < LARGE; i++) {
        put_to(large, i);
        letter_check(large, i);
    }
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        put_to(large, letters[i]);
        letter_check(large, letters[i]);
    }
    answer_check("mailbox_destroy()", mailbox_destroy(large), 0);
    return unused;
}

/* The bytes of so many letters are more than a number counts to. It may be too
 * large; but what is made has that room. */
static void *huge_main(void *unused)
{
    static const size_t capacities[] = {SIZE_MAX / sizeof(long),
                                        SIZE_MAX / sizeof(long) + 2};

    for (size_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
        struct mailbox *huge = NULL;
        if (mailbox_create(&huge, capacities[i]) != 0)
            continue;
        for (long letter = 0; letter < HUGE; letter++)
            put_to(huge, letter);
        for (long letter = 0; letter < HUGE; letter++)
            letter_check(huge, letter);
        answer_check("mailbox_destroy()", mailbox_destroy(huge), 0);
    }
    return unused;
}

enum { CROWD = 24 };

/* Half of a crowd get what they wait for, and then there is a close. */
static void crowd_goes_on(bool send)
{
    static struct call calls[CROWD];
    struct trial_thread *last = NULL;
    const char *call = send ? "mailbox_put()" : "mailbox_get()";
    int done = 0, ends = 0;

    if (!box_open(1))
        return;
    if (send)
        put_check(CROWD);
    for (int i = 0; i < CROWD; i++) {
        calls[i] = (struct call){send ? i : -1, -1};
        last =
            trial_spawn(send ? "one of many senders" : "one of many receivers",
                        send ? put_one : get_one, &calls[i]);
    }
    trial_go();
    trial_until_blocked(last);
    for (int i = 0; i < CROWD / 2; i++) {
        if (send)
            answer_check("mailbox_get()", letter_get(&(long){-1}), 0);
        else
            put_check(i);
    }
    box_close();
    trial_run();
    for (int i = 0; i < CROWD; i++) {
        done += calls[i].answer == 0;
        ends += calls[i].answer == EPIPE;
    }
    trial_expect(done >= CROWD / 2 - send && done + ends == CROWD &&
                     done <= CROWD / 2,
                 "%d threads called %s, and there were letters or gaps for %d; "
                 "%d calls returned 0, and %d EPIPE",
                 CROWD, call, CROWD / 2, done, ends);
    box_discard();
}

/* Many steps, and one way to go: most are for real threads alone. */
TRIAL(many, "many letters and many who wait are nothing special", .points = 5,
      .rounds = 2)
{
    if (!trial_size(true, false)) {
        many_main(NULL);
        return;
    }
    trial_spawn("clerk", many_main, NULL);
    trial_run();
    trial_spawn("clerk", huge_main, NULL);
    trial_run();
    crowd_goes_on(false);
    crowd_goes_on(true);
}
