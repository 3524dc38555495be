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
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

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

static void *open_twice(void *unused)
{
    struct account *a = &accounts[A];

    for (int i = 0; i < 2 && account_init(a, 100) == 0; i++) {
        answer_check("transfer of 100 from a to a", transfer(a, a, 100), 0);
        answer_check("account_destroy()", account_destroy(a), 0);
    }
    return unused;
}

/* No mutex is used that could not be made, and none is made where one is. */
TRIAL(init_and_destroy,
      "account_init() tells its error, account_destroy() undoes it",
      .points = 5, .rounds = 2, .failing_calls = true)
{
    trial_spawn("teller", open_twice, NULL);
    trial_run();
}

TRIAL(opposite_directions, "transfers from a to b and from b to a all end",
      .points = 15)
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

/* The place whose address has the same lower half as that of a. It stays from
 * one round to the next; without memory for it, it is d. */
static struct account *far_account(void)
{
    enum { PAGE = 4096 };
    uintptr_t place = (uintptr_t)&accounts[A] + UINT32_MAX + 1;
    void *pages = (void *)(place / PAGE * PAGE);
    void *got = mmap(pages, (size_t)2 * PAGE, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

    return got == pages || errno == EEXIST ? (struct account *)place
                                           : &accounts[D];
}

/* Who pays whom, wherever they are. */
struct payment {
    struct account *from;
    struct account *to;
    size_t turns;
};

static void *pay_far(void *arg)
{
    const struct payment *payment = arg;

    for (size_t i = 0; i < payment->turns; i++)
        answer_check("transfer of 1", transfer(payment->from, payment->to, 1),
                     0);
    return NULL;
}

TRIAL(far_apart, "so do they if a and b are far from each other in memory",
      .points = 5)
{
    struct account *a = &accounts[A], *b = far_account();
    size_t turns = trial_size(5, 1);
    struct payment there = {a, b, turns}, back = {b, a, turns};

    answer_check("account_init()", account_init(a, 100), 0);
    answer_check("account_init()", account_init(b, 100), 0);
    trial_name(a, sizeof *a, "account a");
    trial_name(b, sizeof *b, "account b");
    trial_spawn("payer a", pay_far, &there);
    trial_spawn("payer b", pay_far, &back);
    trial_run();
    answer_check("account_destroy()", account_destroy(a), 0);
    answer_check("account_destroy()", account_destroy(b), 0);
}

static void *pay_oneself(void *unused)
{
    struct account *a = &accounts[A];

    answer_check("transfer of 40 from a to a", transfer(a, a, 40), 0);
    answer_check("transfer of 101 from a to a", transfer(a, a, 101), ERANGE);
    return unused;
}

TRIAL(self_transfer, "a transfer to oneself ends and moves nothing",
      .points = 5, .rounds = 10)
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
      .points = 5, .rounds = 20)
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

/* Who tries again and again has made some thousand calls by then. */
TRIAL(patience, "a transfer gives up for no lock, however long that is taken",
      .points = 5, .rounds = 5, .schedules = 1, .calm = true, .sampled = true)
{
    enum { THOUSANDS = 8 };
    struct order order = {A, B, 1, 10, -1};

    accounts_open(100);
    pthread_mutex_lock(&accounts[B].lock);
    struct trial_thread *payer = trial_spawn("payer a", pay, &order);
    trial_go();
    for (int i = 0; i < THOUSANDS; i++)
        trial_until_blocked(payer);
    trial_expect(!trial_finished(payer),
                 "the transfer from a to b returned while somebody had the "
                 "lock of account b");
    pthread_mutex_unlock(&accounts[B].lock);
    trial_run();
    answer_check("transfer of 10", order.answer, 0);
    accounts_close();
}

enum {
    MANY = 300, /* more than a byte counts */
    BUSY = 20   /* of pairs, with a transfer under way */
};
static struct account many[MANY];

static void many_open(void)
{
    for (int i = 0; i < MANY; i++)
        answer_check("account_init()", account_init(&many[i], 100), 0);
}

static void many_close(void)
{
    for (int i = 0; i < MANY; i++)
        answer_check("account_destroy()", account_destroy(&many[i]), 0);
}

static void *many_total(void *first)
{
    long sum = -1;

    answer_check("total()", total(first, 2, &sum), 0);
    trial_expect(sum == 200, "the total is %ld, not 200", sum);
    return NULL;
}

static void *pay_next(void *first)
{
    struct account *from = first;

    answer_check("transfer of 1", transfer(from, from + 1, 1), 0);
    return NULL;
}

/* Pairs in which nobody waits. */
static void *pay_the_others(void *unused)
{
    for (size_t i = BUSY + 1; i <= 3 * BUSY; i++)
        pay_next(&many[2 * i]);
    return unused;
}

/* The body has a lock of each of the first pairs: those who want it wait. */
TRIAL(many_pairs, "c pays d, whatever is under way between many others",
      .points = 5, .engines = TRIAL_EXPLORE, .schedules = 1, .calm = true,
      .sampled = true)
{
    struct trial_thread *waits[BUSY + 1];

    many_open();
    for (size_t i = 0; i <= BUSY; i++) {
        struct account *first = &many[2 * i];
        pthread_mutex_lock(&first->lock);
        waits[i] = i < BUSY ? trial_spawn("payer", pay_next, first)
                            : trial_spawn("auditor", many_total, first);
        trial_go();
        trial_until_blocked(waits[i]);
    }

    struct trial_thread *passes = trial_spawn("payer c", pay_the_others, NULL);
    trial_go();
    trial_until_blocked(passes);
    trial_expect(trial_finished(passes),
                 "a transfer had to wait until others were done, though they "
                 "share no account with it");
    for (size_t i = 0; i <= BUSY; i++) {
        pthread_mutex_unlock(&many[2 * i].lock);
        trial_until_blocked(waits[i]);
    }
    trial_run();
    many_close();
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
      .points = 5, .rounds = 20,
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

/* The explorer's threads hold up to 64 locks. */
static size_t many_count(void)
{
    return trial_size(MANY, 60);
}

static void *many_audit(void *turns)
{
    long right = 100 * (long)many_count(), sum = -1, first = -1;

    for (size_t i = *(size_t *)turns; i > 0; i--) {
        answer_check("total()", total(many, many_count(), &sum), 0);
        trial_expect(sum == right, "the total is %ld, not %ld", sum, right);
        answer_check("total()", total(many, 1, &first), 0);
        trial_expect(first == 99 || first == 100, "the first one has %ld",
                     first);
    }
    return NULL;
}

/* From the first to the last, and back. */
static void *many_pay(void *turns)
{
    struct account *first = &many[0], *last = &many[many_count() - 1];

    for (size_t i = *(size_t *)turns; i > 0; i--) {
        answer_check("transfer of 1", transfer(first, last, 1), 0);
        answer_check("transfer of 1", transfer(last, first, 1), 0);
    }
    return NULL;
}

TRIAL(large_total, "nor does a total of hundreds of accounts", .points = 5,
      .rounds = 10)
{
    size_t audits = trial_size(20, 1), payments = trial_size(1000, 1);

    many_open();
    trial_spawn("auditor", many_audit, &audits);
    trial_spawn("payer", many_pay, &payments);
    trial_run();
    many_close();
}
