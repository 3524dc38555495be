/*
 * Signals that nobody has taken yet (explore/model/pending.h), against what the
 * header says in words.
 */
#include <criterion/criterion.h>

#include "explore/model/pending.h"

static const struct thread one, two;
static const uint64_t all = ~0ull;
static struct pending got;

TestSuite(pending, .init = pending_clear);

/* @return Whether there was room for it. */
static bool send(const struct thread *target, int number, int value)
{
    return pending_add(&(struct pending){
        .target = target, .number = number, .value.sival_int = value});
}

Test(pending, an_ordinary_signal_is_pending_once)
{
    cr_expect(send(&one, SIGUSR1, 1));
    cr_expect(send(&one, SIGUSR1, 2));
    cr_expect_eq(pending_count(), 1u);
    cr_assert(pending_take(&one, all, &got));
    cr_expect_eq(got.value.sival_int, 1, "the first counts");
    cr_expect_not(pending_take(&one, all, &got));
    cr_expect(send(&one, SIGUSR1, 3), "and once more when it was taken");
    cr_expect(pending_take(&one, all, &got));
}

Test(pending, a_thread_and_its_process_have_their_own)
{
    send(&one, SIGUSR1, 1);
    send(NULL, SIGUSR1, 2);
    send(&two, SIGUSR1, 3);
    cr_expect_eq(pending_count(), 3u);
    cr_assert(pending_take(&one, all, &got));
    cr_expect_eq(got.value.sival_int, 1);
    cr_assert(pending_take(&one, all, &got));
    cr_expect_eq(got.value.sival_int, 2, "anyone may take the process's");
    cr_expect_not(pending_take(&one, all, &got), "but not another thread's");
    cr_expect_eq(pending_for(&one), 0u);
    cr_expect_eq(pending_for(&two), signal_bit(SIGUSR1));
}

Test(pending, realtime_signals_queue_in_the_order_sent)
{
    int number = SIGRTMIN + 1;
    for (int i = 0; i < 3; i++)
        send(NULL, number, i);
    send(NULL, SIGRTMIN, 9);
    cr_assert(pending_take(&one, all, &got));
    cr_expect_eq(got.value.sival_int, 9, "the lowest number goes first");
    for (int i = 0; i < 3; i++) {
        cr_assert(pending_take(&two, signal_bit(number), &got));
        cr_expect_eq(got.value.sival_int, i);
    }
    cr_expect_eq(pending_count(), 0u);
}

Test(pending, only_what_is_asked_for_is_taken)
{
    send(&one, SIGINT, 0);
    send(&one, SIGTERM, 0);
    cr_expect_not(pending_take(&one, signal_bit(SIGHUP), &got));
    cr_assert(pending_take(&one, signal_bit(SIGTERM), &got));
    cr_expect_eq(got.number, SIGTERM);
    cr_expect_eq(pending_for(&one), signal_bit(SIGINT));
}

Test(pending, what_is_ignored_is_dropped)
{
    send(&one, SIGINT, 0);
    send(&two, SIGINT, 0);
    send(NULL, SIGINT, 0);
    send(&one, SIGTERM, 0);
    pending_drop(&one, signal_bit(SIGINT));
    cr_expect_eq(pending_for(&one), signal_bit(SIGTERM));
    cr_expect_eq(pending_for(&two), signal_bit(SIGINT));
    pending_drop(NULL, all);
    cr_expect_eq(pending_count(), 0u);
}

Test(pending, there_is_an_end_of_room)
{
    for (int i = 0; i < PENDING_MAX; i++)
        cr_assert(send(NULL, SIGRTMAX, i));
    cr_expect_not(send(NULL, SIGRTMAX, 0));
    cr_expect_not(send(&one, SIGINT, 0));
    cr_assert(pending_take(&one, all, &got));
    cr_expect(send(&one, SIGINT, 0));
}
