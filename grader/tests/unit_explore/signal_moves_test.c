/*
 * What the moves at a scheduling point are where signals are due
 * (explore/core/moves.h).
 */
#include <criterion/criterion.h>
#include <string.h>

#include "explore/core/moves.h"
#include "stand.h"
#include "toy.h"

TestSuite(signal_moves, .init = toy_setup);

static enum signal_due dues[TOY_THREADS];

static enum signal_due due_of(const struct thread *thread)
{
    return dues[thread->id];
}

/* So many threads that have run, for each of which a signal may be due. */
static void threads_signalled(unsigned count, unsigned current)
{
    static const struct signals_model model = {.due = due_of};
    threads_stand(count, current);
    memset(dues, 0, sizeof dues);
    schedule_signals = &model;
    schedule.signals_pending = 1;
    for (unsigned i = 0; i < count; i++)
        threads.all[i].steps = 1;
}

Test(signal_moves, a_handler_that_is_due_may_run_first)
{
    threads_signalled(3, 1);
    dues[1] = SIGNAL_COMES;
    dues[2] = SIGNAL_MAY;
    cr_expect_str_eq(outcomes(), "12!0!1S2S!");
    schedule.signals_pending = 0;
    cr_expect_str_eq(outcomes(), "12!0!");
}

Test(signal_moves, no_handler_runs_before_its_thread_began)
{
    threads_signalled(2, 0);
    dues[1] = SIGNAL_COMES;
    threads.all[1].steps = 0;
    cr_expect_str_eq(outcomes(), "01!");
}

Test(signal_moves, a_handler_is_not_put_off_for_ever)
{
    threads_signalled(2, 0);
    dues[0] = dues[1] = SIGNAL_COMES;
    threads.all[0].signal_delay = SIGNAL_DELAY - 1;
    threads.all[1].signal_delay = SIGNAL_DELAY;
    cr_expect_str_eq(outcomes(), "00S1S!");
    threads.all[0].signal_delay = SIGNAL_DELAY;
    cr_expect_str_eq(outcomes(), "0S1S");
    dues[0] = dues[1] = SIGNAL_MAY;
    cr_expect_str_eq(outcomes(), "01!0S1S!", "one from outside need not come");
}

Test(signal_moves, who_offers_the_turn_takes_its_signal)
{
    threads_signalled(2, 0);
    dues[0] = SIGNAL_COMES;
    schedule_yield();
    cr_expect_str_eq(outcomes(), "10S");
}

Test(signal_moves, a_handler_goes_before_the_end_of_time)
{
    static const struct op timed = {
        .call = "waits", .ready = not_stuck, .outcomes = 1u << OUTCOME_TIMEOUT};
    threads_signalled(2, 0);
    stuck[0] = stuck[1] = true;
    threads.all[1].op = &timed;
    cr_expect_str_eq(outcomes(), "1t");
    dues[0] = SIGNAL_COMES;
    cr_expect_str_eq(outcomes(), "0S", "it comes at once, a timeout later");
    dues[0] = SIGNAL_MAY;
    cr_expect_str_eq(outcomes(), "0S1t");
}

Test(signal_moves, a_signal_ends_a_wait_for_one_and_costs_no_interruption)
{
    static const struct op waits = {.call = "sem_wait",
                                    .ready = not_stuck,
                                    .outcomes = 1u << OUTCOME_INTERRUPT};
    static const struct op pauses = {.call = "pause",
                                     .ready = not_stuck,
                                     .outcomes = 1u << OUTCOME_INTERRUPT,
                                     .suspends = true};
    threads_signalled(2, 0);
    stuck[0] = stuck[1] = true;
    threads.all[0].op = &waits;
    threads.all[1].op = &pauses;
    dues[0] = dues[1] = SIGNAL_COMES;
    cr_expect_str_eq(outcomes(), "0S0i1i");
    schedule.signals_pending = 0;
    cr_expect_str_eq(outcomes(), "", "else the adversary must have one left");
}

Test(signal_moves, at_the_end_a_signal_is_tried)
{
    threads_signalled(3, 1);
    dues[1] = dues[2] = SIGNAL_LAST;
    cr_expect_str_eq(outcomes(), "12!0!", "not while anything else goes on");
    stuck[0] = stuck[1] = stuck[2] = true;
    threads.all[2].op = &open_to_all;
    schedule.idle = 9;
    cr_expect_str_eq(outcomes(), "2t", "a timeout goes before");
    cr_assert(moves_last(&choice));
    cr_expect_eq(schedule.idle, 0u);
    cr_expect_eq(choice.count, 2u);
    cr_expect_eq(choice.moves[0].thread, &threads.all[1]);
    cr_expect_eq(choice.moves[0].outcome, OUTCOME_SIGNAL);
    cr_expect_eq(choice.moves[1].outcome, OUTCOME_INTERRUPT);
    dues[1] = dues[2] = SIGNAL_NONE;
    cr_expect_not(moves_last(&choice));
    cr_expect_eq(choice.count, 2u, "it is as it was");
}

/* An alarm that is far away is one. */
Test(signal_moves, a_signal_that_comes_late_interrupts_nobody_before)
{
    threads_signalled(2, 0);
    threads.all[1].op = &open_to_all;
    stuck[1] = true;
    schedule.left.interrupts = 1;
    cr_expect_str_eq(outcomes(), "01i!");
    dues[1] = SIGNAL_LATE;
    cr_expect_str_eq(outcomes(), "0");
    cr_expect(moves_last(&choice), "it comes where nobody gets on");
    cr_expect_eq(choice.count, 1u);
    cr_expect_eq(choice.moves[0].thread, &threads.all[1]);
    stuck[0] = true;
    cr_expect_str_eq(outcomes(), "1S1t1i", "nothing else can happen");
}
