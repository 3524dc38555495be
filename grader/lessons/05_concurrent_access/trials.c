/**
 * @file 05_concurrent_access.c
 * @brief Grades lesson 5: nothing is lost, nothing oversold, nothing raced for.
 *
 * The three kinds of defect need three kinds of evidence. A data race is for
 * the engine to see, whatever comes out. Corrupted data are found when the
 * threads are done: the body alone empties the warehouse and counts. And a race
 * condition shows in the answers: each is right by itself, and together they
 * can't be.
 */
#include "warehouse.h"

#include <errno.h>
#include <string.h>

#include "trial/trial.h"

enum { PARCELS = 100 };

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

static void level_check(long right)
{
    long level = -1;

    answer_check("stock_level()", stock_level(&level), 0);
    trial_expect(level == right, "the level is %ld, not %ld", level, right);
}

static void pop_check(long right)
{
    long parcel = -1;

    answer_check("parcel_pop()", parcel_pop(&parcel), 0);
    trial_expect(parcel == right, "popped parcel %ld where %ld was on top",
                 parcel, right);
}

/* The shelf is limited, the stack is not; sixteen bits count no more parcels
 * than 65,535. */
enum { MANY = 66000 };

static void *clerk_main(void *unused)
{
    long parcel = -1;

    answer_check("parcel_pop() from nothing", parcel_pop(&parcel), ENOENT);
    trial_expect(parcel == -1, "parcel_pop() failed and stored %ld", parcel);
    const long parcels = (long)trial_size(MANY, 3);
    for (long i = 1; i <= parcels; i++)
        answer_check("parcel_push()", parcel_push(i), 0);
    for (long i = parcels; i > 2; i--)
        pop_check(i);
    answer_check("parcel_push()", parcel_push(2), 0);
    for (long i = 2; i > 0; i--)
        pop_check(2);
    pop_check(1);
    answer_check("parcel_pop() from nothing", parcel_pop(&parcel), ENOENT);

    answer_check("stock_take() of 1 from 0", stock_take(1), ERANGE);
    answer_check("stock_add() of 0", stock_add(0), EINVAL);
    answer_check("stock_add() of -1", stock_add(-1), EINVAL);
    answer_check("stock_add() of SHELF + 1", stock_add(SHELF + 1), ENOSPC);
    answer_check("stock_add() of SHELF", stock_add(SHELF), 0);
    answer_check("stock_add() of 1 to SHELF", stock_add(1), ENOSPC);
    answer_check("stock_take() of 0", stock_take(0), EINVAL);
    answer_check("stock_take() of -1", stock_take(-1), EINVAL);
    level_check(SHELF);
    answer_check("stock_take() of SHELF", stock_take(SHELF), 0);
    level_check(0);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `warehouse.h` kept",
      .points = 10, .rounds = 1)
{
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
}

/* Room for more is made now and then. @return Whether there was some; a lock
 * that is made for each parcel may be a semaphore. */
static bool push_or_refused(long parcel)
{
    int answer = parcel_push(parcel);

    trial_expect(answer == 0 || answer == ENOMEM || answer == ENOSPC,
                 "parcel_push() without memory returned %s",
                 error_name(answer));
    return answer == 0;
}

static void *packer_main(void *unused)
{
    enum { PUSHES = 70 };
    long pushed[PUSHES], parcel = -1;
    size_t count = 0;

    /* What is made at the first call may have other errors. */
    if (parcel_push(0) != 0)
        return unused;
    pop_check(0);
    for (long i = 0; i < PUSHES; i++)
        if (push_or_refused(i))
            pushed[count++] = i;
    while (count > 0)
        pop_check(pushed[--count]);
    answer_check("parcel_pop() from nothing", parcel_pop(&parcel), ENOENT);
    return unused;
}

TRIAL(refused_push, "a push for which there is no memory spoils no other",
      .points = 5, .rounds = 2, .failing_calls = true)
{
    trial_spawn("packer", packer_main, NULL);
    trial_run();
}

/* One thread's parcels: those it pushes, and how often it popped which. */
struct packer {
    long first;
    size_t pushes;
    size_t pops;
    size_t refused;
    int times[PARCELS];
};

static bool pop_one(struct packer *packer)
{
    long parcel = -1;
    int answer = parcel_pop(&parcel);

    if (answer == 0 && parcel >= 0 && parcel < PARCELS)
        packer->times[parcel]++;
    else if (answer == 0)
        trial_expect(answer != 0, "popped parcel %ld, which nobody pushed",
                     parcel);
    else
        answer_check("parcel_pop()", answer, ENOENT);
    return answer == 0;
}

static void *push_and_pop(void *arg)
{
    struct packer *packer = arg;

    for (size_t i = 0; i < packer->pushes; i++)
        answer_check("parcel_push()", parcel_push(packer->first + (long)i), 0);
    for (size_t i = 0; i < packer->pops; i++)
        packer->refused += !pop_one(packer);
    return NULL;
}

/* When all threads are done: what they popped and what is left must be each
 * parcel below `count` once. Bounded, since a broken list may be a ring. */
static void parcels_check(long count, const struct packer *a,
                          const struct packer *b)
{
    struct packer rest = {0};

    for (int i = 0; i <= PARCELS && pop_one(&rest); i++)
        ;
    for (long i = 0; i < count; i++) {
        int times = a->times[i] + b->times[i] + rest.times[i];
        trial_expect(times > 0, "parcel %ld was pushed and is nowhere", i);
        trial_expect(times <= 1,
                     "parcel %ld was pushed once and popped %d "
                     "times",
                     i, times);
    }
}

TRIAL(pushes_kept, "no push makes another one undone", .points = 10)
{
    size_t each = trial_size(PARCELS / 2, 1);
    struct packer a = {.first = 0, .pushes = each};
    struct packer b = {.first = (long)each, .pushes = each};

    trial_spawn("packer a", push_and_pop, &a);
    trial_spawn("packer b", push_and_pop, &b);
    trial_run();
    parcels_check((long)(2 * each), &a, &b);
}

/* The last parcel is wanted by both. */
TRIAL(pops_differ, "no parcel is popped twice, the last one neither",
      .points = 10, .rounds = 600)
{
    size_t each = trial_size(3, 1);
    struct packer first = {.pushes = 2 * each - 1};
    struct packer a = {.pops = each}, b = {.pops = each};

    push_and_pop(&first);
    trial_spawn("packer a", push_and_pop, &a);
    trial_spawn("packer b", push_and_pop, &b);
    trial_run();
    parcels_check((long)(2 * each - 1), &a, &b);
    trial_expect(a.refused + b.refused == 1,
                 "%zu pops were one more than there were parcels, and %zu "
                 "found nothing",
                 2 * each, a.refused + b.refused);
}

/* Each pops right after a push of its own, so there is always something. */
TRIAL(pushes_meet_pops, "pushes and pops at the same time lose nothing",
      .points = 10, .rounds = 400)
{
    struct packer a = {.first = 0, .pushes = 1, .pops = 1};
    struct packer b = {.first = 1, .pushes = 1, .pops = 1};

    trial_spawn("packer a", push_and_pop, &a);
    trial_spawn("packer b", push_and_pop, &b);
    trial_run();
    parcels_check(2, &a, &b);
    trial_expect(a.refused + b.refused == 0,
                 "parcel_pop() found nothing, and there was a parcel");
}

/* One thread's order, and what came of it. */
struct order {
    int (*call)(long); /* stock_add or stock_take */
    long count;
    int answer;
};

static void *order_main(void *arg)
{
    struct order *order = arg;

    order->answer = order->call(order->count);
    return NULL;
}

/* Two orders, each of which could be carried out if the other were not. */
static void rivals_check(const struct order *a, const struct order *b,
                         int refusal, long level)
{
    bool one_was_granted = (a->answer == 0 && b->answer == refusal) ||
                           (a->answer == refusal && b->answer == 0);

    trial_expect(one_was_granted, "%s() of %ld, twice, returned %s and %s",
                 a->call == stock_add ? "stock_add" : "stock_take", a->count,
                 error_name(a->answer), error_name(b->answer));
    if (one_was_granted)
        level_check(level);
}

TRIAL(no_overfill, "two suppliers can't fill the same place", .points = 10,
      .rounds = 1000)
{
    struct order a = {stock_add, 600, -1}, b = {stock_add, 600, -1};

    trial_spawn("supplier a", order_main, &a);
    trial_spawn("supplier b", order_main, &b);
    trial_run();
    rivals_check(&a, &b, ENOSPC, 600);
}

TRIAL(no_oversell, "two sellers can't sell the same piece", .points = 10,
      .rounds = 1000)
{
    struct order a = {stock_take, 3, -1}, b = {stock_take, 3, -1};

    answer_check("stock_add()", stock_add(5), 0);
    trial_spawn("seller a", order_main, &a);
    trial_spawn("seller b", order_main, &b);
    trial_run();
    rivals_check(&a, &b, ERANGE, 2);
}

/* One order is too large whatever happens, the other never is. */
static void refusal_check(int (*call)(long), long large, long small, long level)
{
    struct order a = {call, large, -1}, b = {call, small, -1};

    trial_spawn("large order", order_main, &a);
    trial_spawn("small order", order_main, &b);
    trial_run();
    answer_check("the large order", a.answer,
                 call == stock_add ? ENOSPC : ERANGE);
    answer_check("the small order, for which there was enough,", b.answer, 0);
    level_check(level);
}

TRIAL(refusals_are_just, "nobody is refused for an order that came to nothing",
      .points = 10, .rounds = 500)
{
    refusal_check(stock_add, SHELF + 1, 5, 5);
    refusal_check(stock_take, 6, 3, 2);
}

enum { LOOKS = 50 };

/* What the looks at the level gave, one after the other, and what it was when
 * some of it had been taken, or had not. */
struct looks {
    size_t count;
    long level[LOOKS];
    int taken; /* what stock_take() returned in the end */
    long left;
};

static void *look(void *arg)
{
    struct looks *looks = arg;

    for (size_t i = 0; i < looks->count; i++)
        answer_check("stock_level()", stock_level(&looks->level[i]), 0);
    looks->taken = stock_take(2);
    answer_check("stock_level()", stock_level(&looks->left), 0);
    return NULL;
}

/* Brings two pieces at a time, and in between asks for too many. */
static void *bring_and_ask(void *turns)
{
    for (size_t i = *(size_t *)turns; i > 0; i--) {
        answer_check("stock_add()", stock_add(2), 0);
        answer_check("stock_take() of too many", stock_take(SHELF), ERANGE);
    }
    return NULL;
}

TRIAL(level_is_true, "whoever asks for the level may believe the answer",
      .points = 10)
{
    size_t turns = trial_size(LOOKS, 1);
    struct looks looks = {.count = trial_size(LOOKS, 2)};
    long last = 0;

    trial_spawn("supplier", bring_and_ask, &turns);
    trial_spawn("reader", look, &looks);
    trial_run();
    for (size_t i = 0; i < looks.count; i++) {
        trial_expect(looks.level[i] >= last && looks.level[i] % 2 == 0,
                     "the level was %ld after %ld; only twos were brought",
                     looks.level[i], last);
        last = looks.level[i];
    }
    if (looks.taken == 0)
        last -= 2;
    trial_expect(looks.left >= 0 && looks.left >= last,
                 "the level was %ld when two had been taken", looks.left);
    level_check(2 * (long)turns - (looks.taken == 0 ? 2 : 0));
}
