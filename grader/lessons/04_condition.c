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
#include <stdatomic.h>
#include <string.h>

#include "trial/trial.h"

enum { SENDERS = 2, RECEIVERS = 2, MOST_LETTERS = 50 };

/* The mailbox of the round. */
static struct mailbox *box;

static void answer_check(const char *call, int answer, int right)
{
    trial_expect(answer == right, "%s returned %d, not %d", call, answer,
                 right);
}

/* False if there is no mailbox to try anything with. */
static bool box_open(size_t capacity)
{
    int error = mailbox_create(&box, capacity);

    answer_check("mailbox_create()", error, 0);
    return error == 0;
}

static void box_discard(void)
{
    answer_check("mailbox_destroy()", mailbox_destroy(box), 0);
}

/* One call in a thread of its own: what it was given or gave, and returned. */
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
    call->answer = mailbox_get(box, &call->letter);
    return NULL;
}

static void *close_box(void *unused)
{
    answer_check("mailbox_close()", mailbox_close(box), 0);
    return unused;
}

static void get_check(long right)
{
    long letter = -1;

    answer_check("mailbox_get()", mailbox_get(box, &letter), 0);
    trial_expect(letter == right, "got letter %ld where %ld was the oldest",
                 letter, right);
}

static void *clerk_main(void *unused)
{
    struct mailbox *untouched = box;
    long letter = -1;

    answer_check("mailbox_create() for 0 letters",
                 mailbox_create(&untouched, 0), EINVAL);
    for (long i = 0; i < 5; i++) { /* around the ring, never full, then full */
        answer_check("mailbox_put()", mailbox_put(box, 10 + i), 0);
        answer_check("mailbox_put()", mailbox_put(box, 20 + i), 0);
        get_check(10 + i);
        get_check(20 + i);
    }
    for (long i = 0; i < 3; i++)
        answer_check("mailbox_put()", mailbox_put(box, i), 0);
    close_box(NULL);
    close_box(NULL);
    answer_check("mailbox_put() after close", mailbox_put(box, 9), EPIPE);
    for (long i = 0; i < 3; i++)
        get_check(i);
    answer_check("mailbox_get() after close", mailbox_get(box, &letter), EPIPE);
    answer_check("mailbox_put() after close", mailbox_put(box, 9), EPIPE);
    trial_expect(letter == -1, "mailbox_get() failed and stored %ld", letter);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of mailbox.h kept", .points = 1,
      .rounds = 10)
{
    if (!box_open(3))
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    box_discard();
}

static struct trial_thread *
start_and_wait(const char *name, void *(*start)(void *), struct call *call)
{
    struct trial_thread *thread = trial_spawn(name, start, call);

    trial_go();
    trial_until_blocked(thread);
    trial_expect(!trial_finished(thread),
                 "%s did not wait; it returned %d, with letter %ld", name,
                 call->answer, call->letter);
    return thread;
}

TRIAL(both_wait, "who finds the mailbox empty or full waits until it changes",
      .points = 2, .rounds = 100)
{
    struct call get = {-1, -1}, put = {8, -1};

    if (!box_open(1))
        return;
    struct trial_thread *thread = start_and_wait("receiver", get_one, &get);
    answer_check("mailbox_put()", mailbox_put(box, 7), 0);
    trial_join(thread);
    answer_check("mailbox_get()", get.answer, 0);
    trial_expect(get.letter == 7, "the receiver got letter %ld, not 7",
                 get.letter);

    answer_check("mailbox_put()", mailbox_put(box, 7), 0);
    thread = start_and_wait("sender", put_one, &put);
    get_check(7);
    trial_join(thread);
    answer_check("mailbox_put()", put.answer, 0);
    get_check(8);
    box_discard();
}

/* A letter says who sent it and which of the sender's it is. */
enum { LETTER_OF = 1000 };

struct sender {
    long id;
    long letters;
};

struct receiver {
    int got[SENDERS][MOST_LETTERS];
    long last[SENDERS]; /* the number of the last letter from each sender */
};

static atomic_bool closing; /* the body is about to close the mailbox */

static void *send_all(void *arg)
{
    struct sender *self = arg;

    for (long i = 0; i < self->letters; i++)
        answer_check("mailbox_put()",
                     mailbox_put(box, self->id * LETTER_OF + i), 0);
    return NULL;
}

static void letter_file(struct receiver *self, long letter)
{
    long id = letter / LETTER_OF, number = letter % LETTER_OF;

    if (letter < 0 || id >= SENDERS || number >= MOST_LETTERS) {
        trial_expect(false, "got letter %ld, which nobody sent", letter);
        return;
    }
    trial_expect(number > self->last[id],
                 "got letter %ld of sender %ld after its letter %ld", number,
                 id, self->last[id]);
    self->last[id] = number;
    self->got[id][number]++;
}

/* Bounded: a mailbox that never ends must not keep the round from ending. */
static void *receive_all(void *arg)
{
    struct receiver *self = arg;

    for (int i = 0; i < SENDERS * MOST_LETTERS + 10; i++) {
        long letter = -1;
        int error = mailbox_get(box, &letter);
        if (error == 0) {
            letter_file(self, letter);
        } else if (atomic_load_explicit(&closing, memory_order_relaxed)) {
            answer_check("mailbox_get() after close", error, EPIPE);
            break;
        } else {
            answer_check("mailbox_get()", error, 0);
        }
    }
    return NULL;
}

static void deliveries_check(const struct receiver receivers[], long senders,
                             long letters)
{
    for (long id = 0; id < senders; id++) {
        for (long number = 0; number < letters; number++) {
            int times = 0;
            for (int i = 0; i < RECEIVERS; i++)
                times += receivers[i].got[id][number];
            trial_expect(times == 1,
                         "letter %ld of sender %ld arrived %d times", number,
                         id, times);
        }
    }
}

/* Under the explorer one sender, two letters and room for one: small, and
 * there is still somebody to wake of either kind. */
TRIAL(letters_arrive, "every letter arrives once, in its sender's order",
      .points = 3)
{
    static const char *const names[] = {"sender a", "sender b"};
    long senders = (long)trial_size(SENDERS, 1);
    long letters = (long)trial_size(MOST_LETTERS, 2);
    struct sender who[SENDERS] = {{0, letters}, {1, letters}};
    struct trial_thread *threads[SENDERS];
    struct receiver receivers[RECEIVERS];

    if (!box_open(trial_size(2, 1)))
        return;
    atomic_store_explicit(&closing, false, memory_order_relaxed);
    memset(receivers, 0, sizeof receivers);
    memset(receivers[0].last, -1, sizeof receivers[0].last);
    memset(receivers[1].last, -1, sizeof receivers[1].last);
    trial_spawn("receiver a", receive_all, &receivers[0]);
    trial_spawn("receiver b", receive_all, &receivers[1]);
    for (long i = 0; i < senders; i++)
        threads[i] = trial_spawn(names[i], send_all, &who[i]);
    trial_go();
    for (long i = 0; i < senders; i++)
        trial_join(threads[i]);
    atomic_store_explicit(&closing, true, memory_order_relaxed);
    close_box(NULL);
    trial_run();
    deliveries_check(receivers, senders, letters);
    box_discard();
}

static void *send_two(void *unused)
{
    answer_check("mailbox_put()", mailbox_put(box, 1), 0);
    answer_check("mailbox_put()", mailbox_put(box, 2), 0);
    return unused;
}

static void *get_two(void *unused)
{
    get_check(1);
    get_check(2);
    return unused;
}

TRIAL(each_wakes_one, "two letters end two waits, two gaps end two others",
      .points = 1, .rounds = 100)
{
    struct call gets[2] = {{-1, -1}, {-1, -1}};
    struct call puts[2] = {{3, -1}, {4, -1}};

    if (!box_open(2))
        return;
    start_and_wait("receiver a", get_one, &gets[0]);
    start_and_wait("receiver b", get_one, &gets[1]);
    trial_spawn("sender", send_two, NULL);
    trial_run();
    trial_expect(gets[0].letter + gets[1].letter == 3,
                 "two receivers got letters %ld and %ld, not 1 and 2",
                 gets[0].letter, gets[1].letter);

    send_two(NULL);
    start_and_wait("sender a", put_one, &puts[0]);
    start_and_wait("sender b", put_one, &puts[1]);
    trial_spawn("receiver", get_two, NULL);
    trial_run();
    answer_check("mailbox_put()", puts[0].answer, 0);
    answer_check("mailbox_put()", puts[1].answer, 0);
    box_discard();
}

TRIAL(close_wakes_all, "a close ends every wait there is", .points = 2,
      .rounds = 60)
{
    struct call gets[2] = {{-1, -1}, {-1, -1}};
    struct call puts[2] = {{8, -1}, {9, -1}};

    if (!box_open(1))
        return;
    start_and_wait("receiver a", get_one, &gets[0]);
    start_and_wait("receiver b", get_one, &gets[1]);
    close_box(NULL);
    trial_run();
    answer_check("a waiting mailbox_get()", gets[0].answer, EPIPE);
    answer_check("a waiting mailbox_get()", gets[1].answer, EPIPE);
    box_discard();

    if (!box_open(1))
        return;
    answer_check("mailbox_put()", mailbox_put(box, 7), 0);
    start_and_wait("sender a", put_one, &puts[0]);
    start_and_wait("sender b", put_one, &puts[1]);
    close_box(NULL);
    trial_run();
    answer_check("a waiting mailbox_put()", puts[0].answer, EPIPE);
    answer_check("a waiting mailbox_put()", puts[1].answer, EPIPE);
    get_check(7);
    box_discard();
}

/* Here nobody waits for anybody: the news comes just as the wait begins. */
TRIAL(no_news_is_missed, "a letter or a close at the last moment is noticed",
      .points = 1, .rounds = 400)
{
    struct call get = {-1, -1}, put = {5, -1}, late = {-1, -1};

    if (!box_open(1))
        return;
    trial_spawn("receiver", get_one, &get);
    trial_spawn("sender", put_one, &put);
    trial_run();
    answer_check("mailbox_put()", put.answer, 0);
    trial_expect(get.letter == 5, "the receiver got letter %ld, not 5",
                 get.letter);

    trial_spawn("late receiver", get_one, &late);
    trial_spawn("closer", close_box, NULL);
    trial_run();
    answer_check("mailbox_get()", late.answer, EPIPE);
    box_discard();
}
