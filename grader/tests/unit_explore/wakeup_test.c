/*
 * Signals that nobody has taken yet (explore/model/wakeup.h), against what
 * the header says in words: tried by brute force over small worlds.
 */
#include <criterion/criterion.h>

#include "explore/core/object.h"
#include "explore/core/thread.h"
#include "explore/ground/random.h"
#include "explore/model/wakeup.h"

enum { WAITERS = 6 };

static struct thread waiters[WAITERS];
static struct object cond;

static const struct op asleep = {.call = "waits", .inside = &cond};
static const struct op signals_it = {.call = "signals", .address = &cond};

/* Nobody waits, nothing was signalled. */
static void begin(void)
{
    wakeups_clear();
    cond = (struct object){.address = &cond, .kind = OBJECT_COND};
    threads.live_count = 0;
    for (unsigned i = 0; i < WAITERS; i++)
        waiters[i].op = NULL;
}

TestSuite(wakeup, .init = begin);

/* As the model of pthread_cond_wait() does. @return The waiter's phase. */
static unsigned long arrive(void)
{
    struct thread *thread = waiters;
    while (thread->op)
        thread++;
    threads.live[threads.live_count++] = thread;
    thread->waiting_on = cond.address;
    thread->op = &asleep;
    thread->was_signalled = false;
    thread->phase = ++cond.phase;
    cond.waiting++;
    return thread->phase;
}

static void leave(unsigned i)
{
    struct thread *thread = threads.live[i];
    thread->waiting_on = NULL;
    thread->op = NULL;
    cond.waiting--;
    threads.live_count--;
    for (; i < threads.live_count; i++)
        threads.live[i] = threads.live[i + 1];
}

static unsigned pending(void)
{
    unsigned count = 0;
    for (; wakeup_for(&cond, 0); count++)
        wakeup_take(&cond, 0);
    return count;
}

Test(wakeup, a_signal_for_nobody_is_lost)
{
    cr_expect_not(wakeup_send(&cond));
    unsigned long late = arrive();
    cr_expect_not(wakeup_for(&cond, late));
    cr_expect_eq(pending(), 0);
}

Test(wakeup, there_are_no_more_than_waiters)
{
    arrive();
    arrive();
    cr_expect(wakeup_send(&cond));
    cr_expect(wakeup_send(&cond));
    cr_expect_not(wakeup_send(&cond));
    cr_expect_eq(pending(), 2);
}

Test(wakeup, any_that_waited_then_may_take_it_and_no_later_one)
{
    unsigned long first = arrive(), second = arrive();
    wakeup_send(&cond);
    unsigned long late = arrive();
    cr_expect(wakeup_for(&cond, first));
    cr_expect(wakeup_for(&cond, second));
    cr_expect_not(wakeup_for(&cond, late));
    wakeup_take(&cond, second);
    cr_expect_not(wakeup_for(&cond, first));
}

Test(wakeup, who_can_take_several_takes_the_oldest)
{
    unsigned long first = arrive();
    wakeup_send(&cond);
    unsigned long second = arrive();
    wakeup_send(&cond);
    /* The other one is for both. */
    wakeup_take(&cond, first);
    cr_expect(wakeup_for(&cond, first));
    cr_expect(wakeup_for(&cond, second));
    wakeup_take(&cond, second);
    cr_expect_not(wakeup_for(&cond, first));
}

Test(wakeup, a_later_one_passes_over_what_is_not_for_it)
{
    unsigned long first = arrive();
    wakeup_send(&cond);
    unsigned long second = arrive();
    wakeup_send(&cond);
    wakeup_take(&cond, second);
    cr_expect(wakeup_for(&cond, first), "the older one stays");
    cr_expect_not(wakeup_for(&cond, second), "and is not for it");
}

Test(wakeup, conditions_do_not_mix)
{
    struct object other = {.address = &other, .kind = OBJECT_COND};
    unsigned long first = arrive();
    other.waiting = 1;
    cr_expect(wakeup_send(&cond));
    cr_expect_not(wakeup_for(&other, first));
    cr_expect(wakeup_send(&other));
    wakeup_take(&cond, first);
    cr_expect(wakeup_for(&other, 0));
}

Test(wakeup, one_may_leave_if_another_remains_to_take_it)
{
    unsigned long first = arrive();
    cr_expect(wakeup_spares(&cond, first), "nothing was signalled");
    wakeup_send(&cond);
    cr_expect_not(wakeup_spares(&cond, first));
    unsigned long late = arrive();
    cr_expect_not(wakeup_spares(&cond, first), "a later one can't take it");
    cr_expect(wakeup_spares(&cond, late));
}

Test(wakeup, whom_a_broadcast_woke_does_not_count)
{
    unsigned long first = arrive();
    arrive();
    wakeup_send(&cond);
    cr_expect(wakeup_spares(&cond, first));
    waiters[1].was_signalled = true;
    cr_expect_not(wakeup_spares(&cond, first));
}

Test(wakeup, who_waits_elsewhere_does_not_count)
{
    unsigned long first = arrive();
    arrive();
    wakeup_send(&cond);
    waiters[1].op = &signals_it;
    cr_expect_not(wakeup_spares(&cond, first), "it is about to signal");
    waiters[1].op = NULL;
    cr_expect_not(wakeup_spares(&cond, first), "it runs");
}

Test(wakeup, those_that_are_signalled_are_counted)
{
    unsigned long first = arrive();
    cr_expect_eq(wakeup_pending(&cond), 0);
    arrive();
    wakeup_send(&cond);
    cr_expect_eq(wakeup_pending(&cond), 1);
    wakeup_send(&cond);
    cr_expect_eq(wakeup_pending(&cond), 2);
    wakeup_take(&cond, first);
    cr_expect_eq(wakeup_pending(&cond), 1);
}

/* What is pending, as the test itself keeps it: oldest first. */
static unsigned long signals[WAITERS];
static unsigned signal_count;

/* Can those who wait, without one, take all signals from number `at` on? */
static bool all_taken(unsigned at, unsigned gone)
{
    if (at == signal_count)
        return true;
    for (unsigned i = 0; i < threads.live_count; i++)
        if (!(gone >> i & 1) && threads.live[i]->phase <= signals[at] &&
            all_taken(at + 1, gone | 1u << i))
            return true;
    return false;
}

static void signal_remove(unsigned i)
{
    for (signal_count--; i < signal_count; i++)
        signals[i] = signals[i + 1];
}

static void answers_compared(void)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        unsigned long phase = threads.live[i]->phase;
        bool any = false;
        for (unsigned k = 0; k < signal_count; k++)
            any |= signals[k] >= phase;
        cr_assert_eq(wakeup_for(&cond, phase), any);
        cr_assert_eq(wakeup_spares(&cond, phase), all_taken(0, 1u << i));
    }
}

/* The waiter takes the oldest signal that is for it. */
static void take(unsigned i)
{
    unsigned long phase = threads.live[i]->phase;
    unsigned k = 0;
    while (k < signal_count && signals[k] < phase)
        k++;
    if (k == signal_count)
        return;
    wakeup_take(&cond, phase);
    signal_remove(k);
    leave(i);
}

/* The pool must be used again and again, too. */
Test(wakeup, as_brute_force_says)
{
    struct random random = random_seed(1);
    unsigned spared = 0;
    for (unsigned n = 0; n < 20000; n++) {
        unsigned i = (unsigned)random_below(&random, WAITERS);
        switch (random_below(&random, 4)) {
        case 0:
            if (threads.live_count == WAITERS)
                break;
            arrive();
            break;
        case 1:
            cr_assert_eq(wakeup_send(&cond), cond.waiting > signal_count);
            if (cond.waiting > signal_count)
                signals[signal_count++] = cond.phase;
            break;
        case 2:
            if (i < threads.live_count)
                take(i);
            break;
        default:
            if (i < threads.live_count &&
                wakeup_spares(&cond, threads.live[i]->phase)) {
                leave(i);
                spared++;
            }
        }
        answers_compared();
        cr_assert(all_taken(0, 0), "one that nobody can take");
    }
    cr_expect_gt(spared, 100u);
}

/* Who leaves without a wakeup may have been the last that could take it. */
Test(wakeup, one_that_nobody_can_take_is_stranded)
{
    unsigned long early = arrive();
    arrive();
    cr_expect(wakeup_send(&cond));
    arrive();
    cr_expect_not(wakeup_stranded(&cond));
    leave(0);
    cr_expect_not(wakeup_stranded(&cond), "the second can take it");
    leave(0);
    cr_expect(wakeup_stranded(&cond), "the third came too late");
    wakeup_take(&cond, early);
    cr_expect_not(wakeup_stranded(&cond));
}
