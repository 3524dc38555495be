/*
 * The moves at a scheduling point (explore/core/moves.h), and what becomes
 * of threads that only offer their turn (explore/core/solo.h).
 */
#include <criterion/criterion.h>
#include <string.h>

#include "explore/core/deadline.h"
#include "explore/core/moves.h"
#include "explore/core/solo.h"
#include "explore/search/strategies.h"
#include "stand.h"
#include "toy.h"

TestSuite(moves, .init = toy_setup);

Test(moves, the_running_thread_goes_on_by_default)
{
    threads_stand(4, 2);
    cr_expect_str_eq(outcomes(), "23!0!1!");
    schedule.current = &threads.all[0];
    cr_expect_str_eq(outcomes(), "01!2!3!");
}

Test(moves, else_the_next_by_number)
{
    threads_stand(4, 2);
    stuck[2] = true;
    cr_expect_str_eq(outcomes(), "301", "nobody is preempted");
    stuck[3] = true;
    cr_expect_str_eq(outcomes(), "01");
    stuck[0] = stuck[1] = true;
    cr_expect_str_eq(outcomes(), "", "a hang");
}

Test(moves, who_is_at_its_end_is_no_more)
{
    threads_stand(4, 2);
    thread_retire(NULL);
    cr_expect_str_eq(outcomes(), "301");
    cr_expect_not(thread_ready(&threads.all[2]));
    cr_expect(thread_ready(&threads.all[3]));
    stuck[3] = true;
    cr_expect_not(thread_ready(&threads.all[3]));
}

Test(moves, a_turn_that_is_offered_goes_to_the_others_first)
{
    threads_stand(3, 1);
    schedule_yield();
    cr_expect_str_eq(outcomes(), "201!", "to go on is a preemption then");
    stuck[0] = stuck[2] = true;
    cr_expect_str_eq(outcomes(), "1", "unless it is alone");
    cr_expect_not(choice.moves[0].preempts);
}

/* A wait that lasts so long at most. */
static struct op wait_of(struct deadline *deadline, struct timespec *at,
                         time_t seconds)
{
    uint64_t now = clock_time(CLOCK_REALTIME);
    at->tv_sec = (time_t)(now / 1000000000) + seconds;
    at->tv_nsec = 0;
    *deadline = (struct deadline){CLOCK_REALTIME, at};
    return (struct op){.call = "waits",
                       .ready = not_stuck,
                       .outcomes = 1u << OUTCOME_TIMEOUT,
                       .deadline = deadline};
}

Test(moves, a_deadline_of_an_hour_comes_when_nothing_else_can)
{
    struct deadline deadlines[2];
    struct timespec at[2];
    threads_stand(3, 0);
    const struct op hour = wait_of(&deadlines[0], &at[0], 3600);
    const struct op second = wait_of(&deadlines[1], &at[1], 1);
    threads.all[1].op = &hour;
    threads.all[2].op = &second;
    stuck[1] = stuck[2] = true;
    schedule.left.timeouts = 1;
    cr_expect_str_eq(outcomes(), "02t!");
    stuck[0] = true;
    cr_expect_str_eq(outcomes(), "2t", "the earlier one comes first");
    threads.all[2].op = &anything;
    cr_expect_str_eq(outcomes(), "1t");
    schedule.left.timeouts = 0;
    cr_expect_str_eq(outcomes(), "1t");
}

/* As the model of sleeps has it: the last minute may end at any moment. */
static bool last_minute(const struct thread *thread, enum outcome outcome)
{
    bool over = deadline_left(thread->op->deadline) < DEADLINE_FAR;
    return over == (outcome == OUTCOME_NORMAL);
}

Test(moves, a_long_sleep_goes_on_while_others_do)
{
    struct deadline deadlines[2];
    struct timespec at[2];
    threads_stand(3, 0);
    struct op guard = wait_of(&deadlines[0], &at[0], 120);
    struct op hour = wait_of(&deadlines[1], &at[1], 3600);
    guard.ready = hour.ready = last_minute;
    guard.sleeps = hour.sleeps = true;
    threads.all[1].op = &guard;
    threads.all[2].op = &hour;
    schedule.left.timeouts = 1;
    cr_expect_str_eq(outcomes(), "0");
    stuck[0] = true;
    cr_expect_str_eq(outcomes(), "1t", "nothing else can happen");
    at[1].tv_sec -= 3600 - 150;
    cr_expect_str_eq(outcomes(), "1t2t", "they are near to each other");
    stuck[0] = false;
    clock_reach(CLOCK_REALTIME,
                &(struct timespec){.tv_sec = at[0].tv_sec - 59});
    cr_expect_str_eq(outcomes(), "01!", "others made its time pass");
}

Test(moves, who_offered_twice_waits_for_those_who_did_not_run)
{
    threads_stand(3, 1);
    schedule.steps = 10;
    threads.all[0].last_step = 3;
    threads.all[2].last_step = 11;
    threads.all[1].last_step = threads.all[1].steps = 10;
    schedule_yield(); /* at step 10 */
    schedule.steps = 12;
    cr_expect_str_eq(outcomes(), "201!");
    schedule_yield();
    cr_expect_str_eq(outcomes(), "20", "0 has not run since step 10");
    stuck[0] = true;
    cr_expect_str_eq(outcomes(), "21!", "0 could not run, and 2 did");
    stuck[0] = false;
    threads.all[0].last_step = 10;
    cr_expect_str_eq(outcomes(), "201!");
}

Test(moves, others_who_offered_twice_wait_as_well)
{
    threads_stand(3, 0);
    schedule.steps = 9;
    threads.all[1].penalty = 5;
    threads.all[0].last_step = threads.all[1].last_step = 9;
    cr_expect_str_eq(outcomes(), "02!", "2 has not run since step 5");
    threads.all[2].last_step = 6;
    cr_expect_str_eq(outcomes(), "01!2!");
}

/* By the time the lock is free the turn is no longer on offer. */
Test(moves, an_offer_holds_for_one_point)
{
    const struct toy toy = TOY("la sx @x wa ua wc", "la ua");
    toy_play(&toy, &strategy_plain);
    cr_expect_str_eq(toy_run.trail, "001000011");
}

Test(moves, the_adversary_has_what_it_is_left)
{
    threads_stand(2, 0);
    threads.all[1].op = &open_to_all;
    stuck[1] = true;
    cr_expect_str_eq(outcomes(), "0");
    schedule.left.spurious = 1;
    cr_expect_str_eq(outcomes(), "01s!");
    schedule.left.timeouts = 1;
    cr_expect_str_eq(outcomes(), "01s!1t!");
    schedule.left.interrupts = schedule.left.failures = 1;
    cr_expect_str_eq(outcomes(), "01s!1t!1i!1f!");
    schedule.left.held = 1;
    cr_expect_str_eq(outcomes(), "01s!1t!1i!1f!1h!");
    schedule.left.held = 0;
    schedule.left.weak = 1;
    cr_expect_str_eq(outcomes(), "01s!1t!1i!1f!1w!");
    schedule.left.weak = 0;
    schedule.left.spurious = 0;
    stuck[1] = false;
    cr_expect_str_eq(outcomes(), "01!1t!1i!1f!", "normal moves come first");
    schedule.current = &threads.all[1];
    cr_expect_str_eq(outcomes(), "10!1t1i1f", "its own moves preempt nobody");
}

/* Whoever is asked to end in a wait can go on, and need not be lucky for that;
 * what it waits for may come first. */
Test(moves, who_is_cancelled_can_go_on)
{
    const struct op wait = {
        .call = "waits", .ready = not_stuck, .cancels = CANCEL_WAIT};
    threads_stand(2, 0);
    struct thread *thread = &threads.all[1];
    thread->op = &wait;
    thread->cancel_asked = true;
    cr_expect_str_eq(outcomes(), "01!1c!");
    stuck[1] = true;
    cr_expect_str_eq(outcomes(), "01!");
    cr_expect(thread_ready(thread) && thread_only_cancels(thread));
    thread->cancel_off = true;
    cr_expect_str_eq(outcomes(), "0");
    cr_expect_not(thread_ready(thread));
    thread->cancel_off = false;
    thread->leaving = true;
    cr_expect_str_eq(outcomes(), "0", "once only");
    thread->leaving = false;
    thread->op = &anything;
    cr_expect_str_eq(outcomes(), "0", "it is no cancellation point");
    thread->cancel_async = true;
    cr_expect_str_eq(outcomes(), "01!");
}

Test(moves, what_the_adversary_had_an_occasion_for_is_kept)
{
    threads_stand(2, 0);
    threads.all[1].op = &open_to_all;
    stuck[0] = stuck[1] = true;
    schedule.offered = 0;
    cr_expect_str_eq(outcomes(), "1t");
    cr_expect_eq(schedule.offered, 0, "time passes by itself");
    stuck[0] = false;
    schedule.left.held = schedule.left.weak = 1;
    cr_expect_str_eq(outcomes(), "01h!1w!");
    cr_expect_eq(schedule.offered, 1u << OUTCOME_HELD | 1u << OUTCOME_WEAK);
    schedule.left.held = schedule.left.weak = 0;
    outcomes();
    cr_expect_eq(schedule.offered, 1u << OUTCOME_HELD | 1u << OUTCOME_WEAK);
    schedule_begin();
    cr_expect_eq(schedule.offered, 0, "each schedule begins afresh");
}

Test(moves, a_trial_that_chooses_has_two)
{
    static const struct op chooses = {.call = "trial_choose",
                                      .outcomes = 1u << OUTCOME_OTHER};
    threads_stand(1, 0);
    threads.all[0].op = &chooses;
    cr_expect_str_eq(outcomes(), "00o", "whatever the adversary has left");
    cr_expect_eq(schedule.offered, 0, "it is not the adversary's");
}

Test(moves, signals_come_once_there_is_a_handler)
{
    threads_stand(2, 0);
    threads.all[1].op = &open_to_all;
    stuck[1] = true;
    schedule.limits.interrupts = 0;
    schedule_signals_come();
    cr_expect_str_eq(outcomes(), "01i!");
    cr_expect_eq(schedule.left.interrupts, INTERRUPTS_MAX);
    schedule.left.interrupts = 0;
    schedule_signals_come();
    cr_expect_str_eq(outcomes(), "0", "a second handler brings no more");
    schedule_begin();
    schedule.left.interrupts = 0;
    schedule_signals_come();
    cr_expect_str_eq(outcomes(), "01i!", "each schedule begins afresh");
}

Test(moves, time_passes_when_nothing_else_can_happen)
{
    threads_stand(2, 0);
    threads.all[1].op = &open_to_all;
    stuck[0] = stuck[1] = true;
    cr_expect_str_eq(outcomes(), "1t");
    schedule.left.spurious = schedule.left.interrupts = 1;
    schedule.left.failures = 1;
    cr_expect_str_eq(outcomes(), "1t", "nobody can count on the others");
    stuck[0] = false;
    cr_expect_str_eq(outcomes(), "01s!1i!1f!");
}

Test(moves, who_is_past_its_deadline_does_not_wait)
{
    struct timespec at = {.tv_sec = 1};
    struct deadline deadline = {CLOCK_MONOTONIC, &at};
    struct op timed = open_to_all;
    timed.deadline = &deadline;
    threads_stand(2, 0);
    threads.all[1].op = &timed;
    stuck[1] = true;
    schedule.left.spurious = schedule.left.timeouts = 1;
    cr_expect_str_eq(outcomes(), "01!", "it goes on, and that is all it can");
    at.tv_sec = 5010;
    cr_expect_str_eq(outcomes(), "01s!1t!");
    schedule.now = 1000000000000000;
    cr_expect_str_eq(outcomes(), "01!", "its time came meanwhile");
    stuck[1] = false;
    cr_expect_str_eq(outcomes(), "01!1s!1t!", "it may still get what it wants");
}

/* Every strategy must keep what fairness promises. */
static void each_strategy_ends_it(struct toy toy, enum ending ending)
{
    toy.limits.steps = 30000;
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(schedule.ending, ending, "plain: %d", schedule.ending);
    for (unsigned seed = 0; seed < 20; seed++) {
        walk_begin(seed);
        toy_play(&toy, &strategy_walk);
        cr_expect_eq(schedule.ending, ending, "walk: %d", schedule.ending);
        pos_begin(seed);
        toy_play(&toy, &strategy_pos);
        cr_expect_eq(schedule.ending, ending, "pos: %d", schedule.ending);
        pct_begin(seed, 3, 20);
        toy_play(&toy, &strategy_pct3);
        cr_expect_eq(schedule.ending, ending, "pct: %d", schedule.ending);
    }
}

Test(moves, a_spin_loop_lets_the_others_go)
{
    each_strategy_ends_it(TOY("@x", "wy wy wy sx"), ENDING_COMPLETE);
    each_strategy_ends_it(TOY("@x", "@y", "wz sy sx"), ENDING_COMPLETE);
    each_strategy_ends_it(TOY("@x @y", "@z sx wa sy", "wa wa sz"),
                          ENDING_COMPLETE);
}

Test(moves, who_waits_for_what_nobody_does_is_a_livelock)
{
    each_strategy_ends_it(TOY("@x", "wy"), ENDING_LIVELOCK);
    each_strategy_ends_it(TOY("@x sy", "@y sx"), ENDING_LIVELOCK);
    each_strategy_ends_it(TOY("wa", "@x", "@x", "@x"), ENDING_LIVELOCK);
}

/* Each wants to run undisturbed, and offers its turn to all others meanwhile:
 * it gets the machine to itself, and comes through. */
Test(moves, who_backs_off_gets_through)
{
    each_strategy_ends_it(TOY("~x", "~x"), ENDING_COMPLETE);
    each_strategy_ends_it(TOY("~x", "~y", "~z", "wa"), ENDING_COMPLETE);
    each_strategy_ends_it(TOY("@x", "~y sx"), ENDING_COMPLETE);
}

Test(moves, a_livelock_is_not_called_before_its_time)
{
    enum { IDLE_BASE = 400, IDLE_EACH = 50 };
    struct toy toy = TOY("@x", "@x");
    toy.limits.steps = 100000;
    toy_play(&toy, &strategy_plain);
    cr_assert_eq(schedule.ending, ENDING_LIVELOCK);
    /* No decision is taken in solitude, so a replay does the same. */
    cr_expect(schedule.decision_count > IDLE_BASE &&
                  schedule.decision_count < IDLE_BASE + 2 * IDLE_EACH + 10,
              "%lu", schedule.decision_count);
    replay_begin(schedule.decisions, schedule.decision_count);
    unsigned length = toy_run.length;
    toy_play(&toy, &strategy_replay);
    cr_expect_eq(toy_run.length, length);
    cr_expect_eq(schedule.ending, ENDING_LIVELOCK);
}

/* Offers without end are no livelock while something changes. */
Test(moves, who_counts_is_no_livelock)
{
    struct toy toy = TOY("+x", "wa");
    toy.limits.steps = 60000;
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(schedule.ending, ENDING_COMPLETE, "%d", schedule.ending);
    toy = TOY("+x sy", "@y");
    toy.limits.steps = 60000;
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(schedule.ending, ENDING_COMPLETE, "%d", schedule.ending);
    toy.limits.steps = 10000;
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(schedule.ending, ENDING_CUT, "%d", schedule.ending);
}

static void digest_unknown(struct digest *digest)
{
    threads_digest(digest);
    digest->open = true;
}

Test(moves, what_is_not_known_to_repeat_is_no_livelock)
{
    struct toy toy = TOY("@x", "@x");
    toy.limits.steps = 60000;
    solo_digest = digest_unknown;
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(schedule.ending, ENDING_CUT, "%d", schedule.ending);
}

/* The same reads again, with nothing changed between, are a spin loop. */
Test(moves, a_glance_that_sees_the_same_is_a_yield)
{
    int word, other;
    threads_stand(2, 0);
    schedule_glance(&threads, &word, 1);
    schedule_glance(&threads, &other, 1);
    schedule_glance(&threads, &word, 2);
    schedule_glance(&choice, &word, 1);
    cr_expect_not(schedule.current->yields);
    schedule_glance(&threads, &word, 1);
    cr_expect(schedule.current->yields);
    schedule.current->yields = false;
    schedule.changes++;
    schedule_glance(&threads, &word, 1);
    cr_expect_not(schedule.current->yields, "something changed");
}

Test(moves, what_was_decided_is_counted)
{
    struct toy toy = TOY("tx wx", "wx");
    toy.limits.timeouts = 3;
    const struct decision late[] = {{1, 2}, {0, 2}};
    replay_begin(late, 2);
    toy_play(&toy, &strategy_replay);
    cr_expect(replay_faithful());
    cr_expect_eq(toy_run.timeouts, 1);
    cr_expect_eq(schedule.left.timeouts, 2);
    cr_expect_eq(schedule.limits.timeouts, 3);
    cr_expect_eq(schedule.decisions[0].taken, 1);
    cr_expect_eq(schedule.decisions[0].count, 2);
}

Test(moves, a_long_schedule_is_cut)
{
    struct toy toy = TOY("wx wx wx wx wx", "wx");
    toy.limits.steps = 4;
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(schedule.ending, ENDING_CUT);
    cr_expect_eq(schedule.steps, 4);
}

Test(moves, a_replay_that_does_not_fit_says_so)
{
    const struct toy toy = TOY("wx wx", "wx");
    const struct decision wrong[] = {{2, 3}}, more[20] = {{1, 2}};
    replay_begin(wrong, 1);
    toy_play(&toy, &strategy_replay);
    cr_expect_not(replay_faithful());
    replay_begin(more, 20);
    toy_play(&toy, &strategy_replay);
    cr_expect_not(replay_faithful(), "it ended before");
}

/* @return The steps that the first thread took before the second one's first.
 */
static unsigned steps_before_the_other(void)
{
    return (unsigned)strcspn(toy_run.trail, "1");
}

Test(moves, patience_has_an_end)
{
    struct toy toy = TOY("wx wx wx wx wx wx wx wx wx wx wx wx", "wy wy");
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(steps_before_the_other(), 12);
    toy.limits.patience = 5;
    toy_play(&toy, &strategy_plain);
    cr_expect_leq(steps_before_the_other(), 5);
    cr_expect_eq(schedule.ending, ENDING_COMPLETE);
    /* It goes on alone when the other one has ended, or must wait. */
    toy = TOY("la wx wx wx wx wx wx wx wx ua", "la");
    toy.limits.patience = 5;
    toy_play(&toy, &strategy_plain);
    cr_expect_eq(schedule.ending, ENDING_COMPLETE);
}

Test(moves, patience_is_the_same_for_all_strategies)
{
    struct toy toy = TOY("wx wx wx wx wx wx wx wx wx wx wx wx", "wy wy wy wy");
    toy.limits.patience = 5;
    for (uint64_t seed = 0; seed < 200; seed++) {
        pct_begin(seed, 2, 16);
        toy_play(&toy, &strategy_pct2);
        cr_assert_leq(steps_before_the_other(), 6, "seed %lu", seed);
    }
}
