/*
 * Depth-first search (explore/search/dfs.c): exactly the schedules there are,
 * compared with a recursion over states that knows nothing of the explorer.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "explore/search/strategies.h"
#include "toy.h"

TestSuite(dfs, .init = toy_setup);

/* Runs the search at one bound; every schedule must be a new one. */
static struct trails search(const struct toy *toy, unsigned bound)
{
    struct trails seen = {0};
    dfs_begin(bound);
    do {
        toy_play(toy, &strategy_dfs);
        cr_assert_not(toy_run.out_of_range);
        cr_assert(
            trails_add(&seen, toy_run.trail, (unsigned)schedule.preemptions),
            "%s was run twice", toy_run.trail);
        cr_assert_leq(schedule.preemptions, bound);
    } while (dfs_next());
    cr_expect_not(dfs_diverged());
    return seen;
}

/* Looks a trail of the one set up in the other. */
static void same_within(const struct trails *seen, struct trails *all,
                        unsigned bound)
{
    cr_expect_eq(seen->count, trails_within(all, bound),
                 "bound %u: %u schedules of %u", bound, seen->count,
                 trails_within(all, bound));
    for (unsigned i = 0; i < seen->count; i++) {
        unsigned at = 0;
        while (at < all->count && strcmp(all->all[at], seen->all[i]) != 0)
            at++;
        cr_assert_lt(at, all->count, "%s can't happen", seen->all[i]);
        cr_expect_eq(seen->preemptions[i], all->preemptions[at],
                     "preemptions of %s", seen->all[i]);
    }
}

static void searched_whole(struct toy toy, unsigned count)
{
    struct trails all;
    trails_of(&toy, &all);
    if (count > 0)
        cr_assert_eq(all.count, count, "a formula says %u, not %u", count,
                     all.count);
    for (unsigned bound = 0; bound <= 2; bound++) {
        struct trails seen = search(&toy, bound);
        same_within(&seen, &all, bound);
        cr_expect_eq(dfs_pruned(), seen.count < all.count, "bound %u", bound);
    }
    struct trails seen = search(&toy, 1000);
    same_within(&seen, &all, 1000);
    cr_expect_not(dfs_pruned());
}

Test(dfs, one_thread_has_one_schedule)
{
    searched_whole(TOY("rx wx rx"), 1);
}

Test(dfs, two_threads_have_a_binomial_of_schedules)
{
    searched_whole(TOY("rx wx", "rx wx"), 10); /* 5! / 2! 3! */
    searched_whole(TOY("rx wx wx", "rx wx wx"), 35);
}

Test(dfs, three_threads_have_a_multinomial_of_schedules)
{
    searched_whole(TOY("", "wx", "wx", "wx"), 90); /* 6! / 2!^3 */
    searched_whole(TOY("wx", "wx wx", "wx"), 60);  /* 6! / 1! 3! 2! */
    searched_whole(TOY("", "wx wx", "wx wx", "wx wx"), 1680);
}

Test(dfs, many_threads_only_start)
{
    searched_whole(TOY("", "", "", "", "", "", ""), 720); /* 6! */
}

Test(dfs, a_lock_takes_schedules_away)
{
    searched_whole(TOY("la wx ua", "la wx ua"), 0);
    searched_whole(TOY("la rx ua wx", "wx la ua", "la ua"), 0);
}

Test(dfs, a_deadlock_is_a_schedule_too)
{
    struct toy toy = TOY("la lb ub ua", "lb la ua ub");
    unsigned hangs = 0;
    searched_whole(toy, 0);
    dfs_begin(1000);
    do {
        toy_play(&toy, &strategy_dfs);
        hangs += schedule.ending == ENDING_HANG;
    } while (dfs_next());
    /* The first lock before, between, after the start and the other lock. */
    cr_expect_eq(hangs, 3);
}

Test(dfs, moves_of_the_adversary_are_schedules)
{
    struct toy toy = TOY("tx", "sx");
    unsigned schedules = 0, late = 0;
    for (unsigned allowed = 0; allowed <= 1; allowed++) {
        toy.limits.timeouts = allowed;
        schedules = late = 0;
        dfs_begin(1000);
        do {
            toy_play(&toy, &strategy_dfs);
            cr_expect_eq(schedule.ending, ENDING_COMPLETE, "%d %s",
                         schedule.ending, toy_run.trail);
            schedules++;
            late += toy_run.timeouts;
        } while (dfs_next());
        cr_expect_eq(late, 3 * allowed, "%u late", late);
        cr_expect_eq(schedules, 1 + 3 * allowed, "%u", schedules);
    }
}

Test(dfs, a_spin_loop_ends)
{
    const struct toy toy = TOY("@x", "wy sx");
    unsigned schedules = 0;
    dfs_begin(1000);
    do {
        toy_play(&toy, &strategy_dfs);
        cr_expect_eq(schedule.ending, ENDING_COMPLETE, "%d %s", schedule.ending,
                     toy_run.trail);
        cr_assert_lt(++schedules, 1000u);
    } while (dfs_next());
    cr_expect_not(dfs_diverged());
    cr_expect_geq(schedules, 4u, "it spun 0, 1, 2, 3 times at least");
}

Test(dfs, a_program_that_changes_is_told)
{
    const struct toy two = TOY("wx", "wx"), three = TOY("wx", "wx", "wx");
    const struct toy short_one = TOY("wx");
    dfs_begin(1000);
    toy_play(&two, &strategy_dfs);
    cr_assert(dfs_next());
    toy_play(&two, &strategy_dfs);
    cr_expect_not(dfs_diverged());
    cr_assert(dfs_next());
    toy_play(&three, &strategy_dfs);
    cr_expect(dfs_diverged(), "three moves where two were");

    dfs_begin(1000);
    cr_expect_not(dfs_diverged(), "a new search knows nothing of it");
    toy_play(&two, &strategy_dfs);
    cr_assert(dfs_next());
    toy_play(&short_one, &strategy_dfs);
    dfs_next();
    cr_expect(dfs_diverged(), "it ended before the given moves");
}
