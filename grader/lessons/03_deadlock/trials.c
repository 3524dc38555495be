/**
 * @file 03_deadlock.c
 * @brief Grades lesson 3: transfers that neither stop nor tear nor queue up.
 *
 * Every account has its own lock, and the contract lets anybody take it. So a
 * trial can hold a transfer in its middle, by a lock it took itself, and look
 * at what the others can do meanwhile: no clock is needed to see an overlap.
 */
#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "trial/trial.h"

enum { A, B, C, D, ACCOUNTS };

/* A round's accounts; initialised and destroyed by the trial's body. */
static struct account accounts[ACCOUNTS];

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

/* One thread's work: the same transfer, again and again. */
struct order {
    int from;
    int to;
    size_t turns;
    long amount;
    int answer; /* of the last turn */
};

static void *pay(void *arg)
{
    struct order *order = arg;

    for (size_t i = 0; i < order->turns; i++)
        order->answer = transfer(&accounts[order->from], &accounts[order->to],
                                 order->amount);
    return NULL;
}

static void accounts_open(long balance)
{
    static const char *const names[ACCOUNTS] = {"account a", "account b",
                                                "account c", "account d"};

    for (int i = 0; i < ACCOUNTS; i++) {
        answer_check("account_init()", account_init(&accounts[i], balance), 0);
        trial_name(&accounts[i], sizeof accounts[i], names[i]);
    }
}

static void accounts_close(void)
{
    for (int i = 0; i < ACCOUNTS; i++) {
        answer_check("account_destroy()", account_destroy(&accounts[i]), 0);
    }
}

static void balance_check(int which, long right)
{
    trial_expect(accounts[which].balance == right,
                 "account %c has %ld, not %ld", 'a' + which,
                 accounts[which].balance, right);
}

static void total_check(size_t count, long right)
{
    long sum = -1;

    answer_check("total()", total(accounts, count, &sum), 0);
    trial_expect(sum == right, "the total is %ld, not %ld", sum, right);
}

static void *teller_main(void *unused)
{
    struct account *a = &accounts[A], *b = &accounts[B];
    long none = -1;

    answer_check("transfer of 0", transfer(a, b, 0), EINVAL);
    answer_check("transfer of -5", transfer(a, b, -5), EINVAL);
    answer_check("transfer of 101 from 100", transfer(a, b, 101), ERANGE);
    answer_check("transfer of 100 from 100", transfer(a, b, 100), 0);
    balance_check(A, 0);
    balance_check(B, 200);
    answer_check("transfer of 1 from 0", transfer(a, b, 1), ERANGE);
    answer_check("transfer of 50 back", transfer(b, a, 50), 0);
    balance_check(A, 50);
    balance_check(B, 150);
    total_check(ACCOUNTS, 400);
    answer_check("total() of no account", total(accounts, 0, &none), 0);
    trial_expect(none == 0, "the total of no account is %ld", none);
    a->balance = LONG_MAX;
    answer_check("transfer of 1 to LONG_MAX", transfer(b, a, 1), ERANGE);
    balance_check(B, 150);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of transfer.h kept",
      .points = 10, .rounds = 10)
{
    accounts_open(100);
    trial_spawn("teller", teller_main, NULL);
    trial_run();
    accounts_close();
}

TRIAL(opposite_directions, "transfers from a to b and from b to a all end",
      .points = 20)
{
    size_t turns = trial_size(50, 1);
    struct order there = {A, B, turns, 10, -1};
    struct order back = {B, A, turns, 10, -1};

    accounts_open(1000);
    trial_spawn("payer a", pay, &there);
    trial_spawn("payer b", pay, &back);
    trial_run();
    balance_check(A, 1000);
    balance_check(B, 1000);
    accounts_close();
}

static void *pay_oneself(void *unused)
{
    struct account *a = &accounts[A];

    answer_check("transfer of 40 from a to a", transfer(a, a, 40), 0);
    answer_check("transfer of 101 from a to a", transfer(a, a, 101), ERANGE);
    return unused;
}

TRIAL(self_transfer, "a transfer to oneself ends and moves nothing",
      .points = 10, .rounds = 10)
{
    accounts_open(100);
    trial_spawn("payer a", pay_oneself, NULL);
    trial_run();
    balance_check(A, 100);
    accounts_close();
}

/* There is enough for one of them: who looked first may find it gone. */
TRIAL(rivals, "two transfers can't spend the same money", .points = 10)
{
    struct order first = {A, B, 1, 10, -1};
    struct order second = {A, C, 1, 10, -1};

    accounts_open(10);
    trial_spawn("payer a to b", pay, &first);
    trial_spawn("payer a to c", pay, &second);
    trial_run();
    balance_check(A, 0);
    trial_expect(first.answer + second.answer == ERANGE,
                 "two transfers of 10 from 10 returned %s and %s",
                 error_name(first.answer), error_name(second.answer));
    accounts_close();
}

/* With a's lock in its own hand, the body knows where `first` is. */
TRIAL(pairs_overlap, "c pays d while a transfer from a to b is under way",
      .points = 10, .rounds = 20)
{
    struct order first = {A, B, 1, 10, -1};
    struct order second = {C, D, 1, 10, -1};

    accounts_open(100);
    pthread_mutex_lock(&accounts[A].lock);
    struct trial_thread *waits = trial_spawn("payer a", pay, &first);
    trial_go();
    trial_until_blocked(waits);
    trial_expect(!trial_finished(waits),
                 "the transfer from a to b did not wait for the lock of "
                 "account a, which somebody else held");

    struct trial_thread *passes = trial_spawn("payer c", pay, &second);
    trial_go();
    trial_until_blocked(passes);
    trial_expect(trial_finished(passes),
                 "the transfer from c to d had to wait until the one from a "
                 "to b was done, though they share no account");

    pthread_mutex_unlock(&accounts[A].lock);
    trial_run();
    balance_check(B, 110);
    balance_check(D, 110);
    accounts_close();
}

/* Two payers who look at each other. */
struct meeting {
    struct order order;
    struct trial_thread *other;
};

/* Done while the other is in the middle of his transfer, a lock in hand? */
static void *pay_and_look(void *arg)
{
    struct meeting *self = arg;

    pay(&self->order);
    if (trial_holds(self->other) > 0) {
        trial_reached();
    }
    return NULL;
}

/* Nobody is stopped here: somewhere among all schedules is one in which one
 * transfer is done from beginning to end within the other. */
TRIAL(pairs_meet, "transfers between different pairs can be under way at once",
      .points = 10, .rounds = 20,
      .must_reach = "a transfer is done while another one, between two other "
                    "accounts, holds a lock")
{
    struct meeting ab = {{A, B, 1, 10, -1}, NULL};
    struct meeting cd = {{C, D, 1, 10, -1}, NULL};

    accounts_open(100);
    cd.other = trial_spawn("payer a", pay_and_look, &ab);
    ab.other = trial_spawn("payer c", pay_and_look, &cd);
    trial_run();
    accounts_close();
}

static void *pay_in_line(void *arg)
{
    struct order *order = arg;

    for (size_t i = 0; i < order->turns; i++) {
        trial_arrives();
        order->answer = transfer(&accounts[order->from], &accounts[order->to],
                                 order->amount);
        trial_admitted(2);
    }
    return NULL;
}

/* He needs a, which the other one uses again and again. */
TRIAL(nobody_starves, "who waits is not passed by newcomers again and again",
      .points = 10, .rounds = 50)
{
    size_t turns = trial_size(20, 4);
    struct order both = {A, B, 1, 10, -1};
    struct order first = {A, C, turns, 10, -1};

    accounts_open(1000);
    trial_spawn("payer a to b", pay_in_line, &both);
    trial_spawn("payer a to c", pay_in_line, &first);
    trial_run();
    accounts_close();
}

/* Whoever adds up, again and again, and what is on how many accounts. */
struct audit {
    size_t turns;
    size_t count;
};

static void *audit(void *arg)
{
    const struct audit *audit = arg;

    for (size_t i = 0; i < audit->turns; i++)
        total_check(audit->count, (long)audit->count * 100);
    return NULL;
}

/* To and fro: the auditor meets transfers in both directions. */
static void *pay_to_and_fro(void *arg)
{
    struct order *order = arg;

    for (size_t i = 0; i < order->turns; i++) {
        int from = i % 2 == 0 ? order->from : order->to;
        int to = order->from + order->to - from;
        transfer(&accounts[from], &accounts[to], order->amount);
    }
    return NULL;
}

TRIAL(total_is_whole, "a total neither misses money nor counts it twice",
      .points = 10)
{
    struct audit sums = {trial_size(30, 1), trial_size(ACCOUNTS, 2)};
    struct order order = {A, B, trial_size(60, 1), 10, -1};

    accounts_open(100);
    trial_spawn("auditor", audit, &sums);
    trial_spawn("payer", pay_to_and_fro, &order);
    trial_run();
    accounts_close();
}
