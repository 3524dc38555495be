/**
 * @file 08_mutex.c
 * @brief Grades lesson 8: who owns the ledger, how often, and who does not.
 *
 * The trial's body owns the ledger itself where it matters, through the
 * contract's own ledger_begin(), and then looks at what another thread can do:
 * it waits until that thread is blocked, and no clock is needed.
 */
#include "ledger.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "trial/trial.h"

/* The ledger of the round. */
static struct ledger *ledger;

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

/* False if there is no ledger to try anything with. */
static bool ledger_open(void)
{
    int error = ledger_create(&ledger);

    answer_check("ledger_create()", error, 0);
    return error == 0;
}

static void ledger_discard(void)
{
    answer_check("ledger_destroy()", ledger_destroy(ledger), 0);
}

static void post_check(size_t account, long amount)
{
    answer_check("ledger_post()", ledger_post(ledger, account, amount), 0);
}

static void balance_check(size_t account, long right)
{
    long balance = -1;

    answer_check("ledger_balance()", ledger_balance(ledger, account, &balance),
                 0);
    trial_expect(balance == right, "account %zu has %ld, not %ld", account,
                 balance, right);
}

static void transfer_check(size_t from, size_t to, long amount, int right)
{
    answer_check("ledger_transfer()", ledger_transfer(ledger, from, to, amount),
                 right);
}

static void *clerk_main(void *unused)
{
    long none = -1;

    answer_check("ledger_post() to no account",
                 ledger_post(ledger, ACCOUNTS, 1), EINVAL);
    answer_check("ledger_balance() of no account",
                 ledger_balance(ledger, ACCOUNTS, &none), EINVAL);
    trial_expect(none == -1, "ledger_balance() failed and stored %ld", none);
    answer_check("ledger_post() of -1", ledger_post(ledger, 0, -1), ERANGE);
    post_check(0, 100);
    transfer_check(0, ACCOUNTS, 1, EINVAL);
    transfer_check(ACCOUNTS, 0, 1, EINVAL);
    transfer_check(0, 1, 0, EINVAL);
    transfer_check(0, 1, -5, EINVAL);
    transfer_check(0, 1, 101, ERANGE);
    transfer_check(0, 0, 101, ERANGE);
    transfer_check(0, 0, 100, 0);
    transfer_check(0, 1, 30, 0);
    balance_check(0, 70);
    balance_check(1, 30);
    post_check(2, LONG_MAX);
    transfer_check(0, 2, 1, ERANGE);
    balance_check(0, 70);
    balance_check(2, LONG_MAX);
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of `ledger.h` kept",
      .points = 10, .rounds = 10)
{
    if (!ledger_open())
        return;
    trial_spawn("clerk", clerk_main, NULL);
    trial_run();
    ledger_discard();
}

static void begin_check(void)
{
    answer_check("ledger_begin()", ledger_begin(ledger), 0);
}

static void end_check(void)
{
    answer_check("ledger_end() of the owner", ledger_end(ledger), 0);
}

static void *owner_main(void *unused)
{
    const size_t depth = 100; /* the header's */

    for (size_t i = 0; i < depth; i++)
        begin_check();
    post_check(0, 50);
    transfer_check(0, 1, 20, 0);
    transfer_check(0, 1, 31, ERANGE);
    balance_check(1, 20);
    for (size_t i = 0; i < depth; i++)
        end_check();
    return unused;
}

TRIAL(owner_goes_on, "the owner may call everything, and begin again",
      .points = 10, .rounds = 10)
{
    if (!ledger_open())
        return;
    trial_spawn("owner", owner_main, NULL);
    trial_run();
    balance_check(0, 30);
    ledger_discard();
}

/* What another thread does, and what it is told. */
struct other {
    const char *name; /* of the call */
    int (*call)(void);
    int answer;
};

static void *other_main(void *arg)
{
    struct other *other = arg;

    other->answer = other->call();
    return NULL;
}

static int post_ten(void)
{
    return ledger_post(ledger, 0, 10);
}

static int post_nothing(void)
{
    return ledger_post(ledger, 0, 0);
}

static int look_once(void)
{
    long balance = 0;

    return ledger_balance(ledger, 0, &balance);
}

static int end_once(void)
{
    return ledger_end(ledger);
}

/* Starts another thread, which must not get through: the body is the owner. */
static void other_waits(struct other *other, const char *when)
{
    struct trial_thread *thread = trial_spawn("other", other_main, other);

    trial_go();
    trial_until_blocked(thread);
    trial_expect(!trial_finished(thread),
                 "another thread's %s did not wait for the owner%s",
                 other->name, when);
}

TRIAL(ends_count, "only as many ends as begins let others in", .points = 15,
      .rounds = 50)
{
    struct other other = {"ledger_post()", post_ten, -1};

    if (!ledger_open())
        return;
    begin_check();
    begin_check();
    post_check(0, 1);
    transfer_check(0, 1, 1, 0);
    answer_check("ledger_post() of -1", ledger_post(ledger, 0, -1), ERANGE);
    transfer_check(0, 1, 1, ERANGE);
    end_check();
    other_waits(&other, ", who had begun twice and ended once");
    balance_check(0, 0);
    end_check();
    trial_run();
    answer_check("the other thread's ledger_post()", other.answer, 0);
    balance_check(0, 10);
    ledger_discard();
}

/* Who owns one ledger does not own another. */
static void second_check(void)
{
    struct ledger *second = NULL;

    answer_check("ledger_create()", ledger_create(&second), 0);
    if (second == NULL)
        return;
    begin_check();
    answer_check("ledger_end() of another ledger", ledger_end(second), EPERM);
    answer_check("ledger_begin() of a second ledger", ledger_begin(second), 0);
    post_check(0, 0);
    answer_check("ledger_end() of the second ledger", ledger_end(second), 0);
    end_check();
    answer_check("ledger_destroy()", ledger_destroy(second), 0);
}

TRIAL(owner_ends, "nobody but the owner can end what the owner began",
      .points = 10, .rounds = 50)
{
    struct other ender = {"ledger_end()", end_once, -1};
    struct other other = {"ledger_balance()", look_once, -1};
    struct other nothing = {"ledger_post() of 0", post_nothing, -1};

    if (!ledger_open())
        return;
    answer_check("ledger_end() when nobody had begun", ledger_end(ledger),
                 EPERM);
    second_check();
    begin_check();
    struct trial_thread *thread = trial_spawn("other", other_main, &ender);
    trial_go();
    trial_join(thread);
    answer_check("ledger_end() of another thread", ender.answer, EPERM);
    other_waits(&other, ", whom a third one had tried to end");
    other_waits(&nothing, "");
    end_check();
    answer_check("one ledger_end() too many", ledger_end(ledger), EPERM);
    trial_run();
    answer_check("the other thread's ledger_balance()", other.answer, 0);
    ledger_discard();
}

/* What others do with one of two ledgers. */
static void *begin_and_end(void *of)
{
    answer_check("ledger_begin()", ledger_begin(of), 0);
    answer_check("ledger_end() of the owner", ledger_end(of), 0);
    return NULL;
}

/* Somebody waits for each of two ledgers, of which one is given back. */
TRIAL(ledgers_apart, "who waits for one ledger waits for no other", .points = 5,
      .rounds = 20)
{
    struct ledger *second = NULL;

    if (!ledger_open())
        return;
    answer_check("ledger_create()", ledger_create(&second), 0);
    if (second == NULL)
        return;
    answer_check("ledger_begin()", ledger_begin(second), 0);
    begin_check();
    struct trial_thread *one = trial_spawn("one", begin_and_end, ledger);
    struct trial_thread *other = trial_spawn("other", begin_and_end, second);
    trial_go();
    trial_until_blocked(one);
    trial_until_blocked(other);
    answer_check("ledger_end() of the owner", ledger_end(second), 0);
    trial_join(other);
    trial_expect(!trial_finished(one), "one thread did not wait for the owner");
    end_check();
    trial_join(one);
    answer_check("ledger_destroy()", ledger_destroy(second), 0);
    ledger_discard();
}

/* Transfers to and fro, so that there is always something under way. */
static void *transfer_main(void *unused)
{
    for (size_t i = trial_size(30, 1); i > 0; i--) {
        transfer_check(0, 1, 40, 0);
        transfer_check(1, 0, 40, 0);
    }
    return unused;
}

/* Looks at both accounts as their owner: nothing moves between the looks. */
static void *auditor_main(void *unused)
{
    for (size_t i = trial_size(30, 1); i > 0; i--) {
        long a = -1, b = -1;
        begin_check();
        answer_check("ledger_balance()", ledger_balance(ledger, 0, &a), 0);
        answer_check("ledger_balance()", ledger_balance(ledger, 1, &b), 0);
        end_check();
        trial_expect(a + b == 100,
                     "the owner saw %ld and %ld, which is not "
                     "the 100 there are",
                     a, b);
    }
    return unused;
}

TRIAL(owner_sees_whole, "the owner never sees a transfer half done",
      .points = 10, .rounds = 200)
{
    if (!ledger_open())
        return;
    post_check(0, 100);
    trial_spawn("clerk", transfer_main, NULL);
    trial_spawn("auditor", auditor_main, NULL);
    trial_run();
    balance_check(0, 100);
    ledger_discard();
}

/* Only one of the two can have it. */
static void *spend_main(void *arg)
{
    *(int *)arg = ledger_transfer(ledger, 0, 1, 60);
    return NULL;
}

TRIAL(rivals, "two transfers can't spend the same money", .points = 10,
      .rounds = 300)
{
    int a = -1, b = -1;

    if (!ledger_open())
        return;
    post_check(0, 100);
    trial_spawn("clerk a", spend_main, &a);
    trial_spawn("clerk b", spend_main, &b);
    trial_run();
    trial_expect(a + b == ERANGE && a * b == 0,
                 "two transfers of 60 from 100 returned %s and %s",
                 error_name(a), error_name(b));
    balance_check(0, 40);
    balance_check(1, 60);
    ledger_discard();
}

static void *refused_main(void *unused)
{
    transfer_check(2, 1, 1, ERANGE);
    answer_check("ledger_post() of -1", ledger_post(ledger, 2, -1), ERANGE);
    answer_check("ledger_end() of who is not the owner", ledger_end(ledger),
                 EPERM);
    return unused;
}

TRIAL(refused_is_free, "whoever was refused does not own the ledger",
      .points = 15, .rounds = 100)
{
    struct other other = {"ledger_post()", post_ten, -1};

    if (!ledger_open())
        return;
    trial_spawn("clerk", refused_main, NULL);
    trial_spawn("other", other_main, &other);
    trial_run();
    answer_check("the other thread's ledger_post()", other.answer, 0);
    ledger_discard();
}
