/*
 * The strategies that draw by chance (explore/search/): what they promise of
 * the schedules they choose. All seeds are fixed, so the counts are the same
 * in every run.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "explore/search/strategies.h"
#include "toy.h"

TestSuite(sampling, .init = toy_setup);

enum { SAMPLES = 7000, LENGTH = 10 };

/* One sample of a strategy, by name. */
static void sample(const char *name, const struct toy *toy, uint64_t seed)
{
    const struct strategy *strategy = &strategy_walk;
    if (strcmp(name, "pos") == 0) {
        pos_begin(seed);
        strategy = &strategy_pos;
    } else if (strncmp(name, "pct", 3) == 0) {
        pct_begin(seed, (unsigned)(name[3] - '0'), LENGTH);
        strategy = name[3] == '2' ? &strategy_pct2 : &strategy_pct3;
    } else if (strcmp(name, "surw") == 0) {
        surw_begin(seed);
        strategy = &strategy_surw;
    } else {
        walk_begin(seed);
    }
    toy_play(toy, strategy);
    cr_assert_not(toy_run.out_of_range, "%s, seed %lu", name, seed);
}

/* What SURW must know; the others don't care. */
static void learn(const struct toy *toy)
{
    surw_forget();
    toy_play(toy, &strategy_learn);
    cr_assert_not(toy_run.out_of_range);
}

static const char *const names[] = {"walk", "pos", "pct2", "pct3", "surw"};
enum { NAMES = sizeof names / sizeof names[0] };

Test(sampling, a_seed_always_gives_the_same_schedule)
{
    enum { SEEDS = 50 };
    const struct toy toy = TOY("wx wx", "wx wx", "wx wx");
    learn(&toy);
    for (unsigned n = 0; n < NAMES; n++) {
        char first[SEEDS][TRAIL_KEPT];
        struct trails different = {0};
        for (unsigned seed = 0; seed < SEEDS; seed++) {
            sample(names[n], &toy, seed);
            strcpy(first[seed], toy_run.trail);
            trails_add(&different, toy_run.trail, 0);
        }
        for (unsigned seed = SEEDS; seed-- > 0;) {
            sample(names[n], &toy, seed);
            cr_expect_str_eq(toy_run.trail, first[seed], "%s", names[n]);
        }
        cr_expect_gt(different.count, 10u, "%s: only %u in %u seeds", names[n],
                     different.count, SEEDS);
    }
}

Test(sampling, every_order_of_writes_is_reached)
{
    static const char *const all_reach[] = {"walk", "pos", "surw"};
    const struct toy toy = TOY("", "wx wx", "wx wx", "wx wx");
    learn(&toy);
    for (unsigned n = 0; n < 3; n++) {
        struct trails seen = {0};
        for (unsigned seed = 0; seed < 3000; seed++) {
            sample(all_reach[n], &toy, seed);
            trails_add(&seen, toy_run.writes, 0);
        }
        /* 6! / 2!^3 */
        cr_expect_eq(seen.count, 90, "%s: %u", all_reach[n], seen.count);
    }
}

Test(sampling, moves_of_the_adversary_are_reached)
{
    struct toy toy = TOY("tx wy", "wy sx", "tx");
    toy.limits.timeouts = 2;
    learn(&toy);
    for (unsigned n = 0; n < NAMES; n++) {
        unsigned late[3] = {0};
        for (unsigned seed = 0; seed < 300; seed++) {
            sample(names[n], &toy, seed);
            cr_expect_eq(schedule.ending, ENDING_COMPLETE);
            cr_assert_leq(toy_run.timeouts, 2);
            late[toy_run.timeouts]++;
        }
        for (unsigned i = 0; i < 3; i++)
            cr_expect_gt(late[i], 5u, "%s: %u times %u timeouts", names[n],
                         late[i], i);
    }
}

/* PCT lets a thread fall d - 1 times and never preempts otherwise; of two
 * threads it reaches all that so many preemptions can. */
Test(sampling, pct_preempts_as_often_as_it_may)
{
    const struct toy toy = TOY("", "wx wx wx", "wx wx wx");
    struct trails all;
    trails_of(&toy, &all);
    for (unsigned depth = 2; depth <= 3; depth++) {
        struct trails seen = {0};
        for (unsigned seed = 0; seed < 3000; seed++) {
            sample(depth == 2 ? "pct2" : "pct3", &toy, seed);
            cr_assert_leq(schedule.preemptions, depth - 1, "seed %u: %s", seed,
                          toy_run.trail);
            trails_add(&seen, toy_run.trail, 0);
        }
        cr_expect_eq(seen.count, trails_within(&all, depth - 1),
                     "depth %u: %u of %u", depth, seen.count,
                     trails_within(&all, depth - 1));
    }
}

Test(sampling, pct_of_many_threads_keeps_its_bound)
{
    const struct toy toy = TOY("", "wx wx", "ry wx", "wx wy", "wy");
    for (unsigned seed = 0; seed < 500; seed++) {
        sample("pct2", &toy, seed);
        cr_assert_leq(schedule.preemptions, 1);
        sample("pct3", &toy, seed);
        cr_assert_leq(schedule.preemptions, 2);
    }
}

/* In one schedule of four the adversary has no part, however long it could
 * have: then no wait runs out of time that can end otherwise. */
Test(sampling, some_schedules_have_no_adversary)
{
    struct toy toy = TOY("tx", "wy wy wy wy wy wy wy wy wy wy wy wy wy sx");
    toy.limits.timeouts = 1;
    learn(&toy);
    for (unsigned n = 1; n < NAMES; n++) {
        unsigned in_time = 0;
        for (unsigned seed = 0; seed < 1000; seed++) {
            sample(names[n], &toy, seed);
            in_time += toy_run.timeouts == 0;
        }
        cr_expect(in_time > 200 && in_time < 600, "%s: %u", names[n], in_time);
    }
}

/* How far the counts of trails are from all alike (chi-square). */
static double unevenness(const char *name, const struct toy *toy)
{
    struct trails all;
    static unsigned counts[256];
    double sum = 0;
    trails_of(toy, &all);
    cr_assert_lt(all.count, 256);
    memset(counts, 0, sizeof counts);
    for (unsigned seed = 0; seed < SAMPLES; seed++) {
        unsigned at = 0;
        sample(name, toy, seed);
        while (strcmp(all.all[at], toy_run.trail) != 0)
            cr_assert_lt(++at, all.count);
        counts[at]++;
    }
    double expected = (double)SAMPLES / all.count;
    for (unsigned i = 0; i < all.count; i++)
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    return sum;
}

/* 8! / 4!^2 = 70 interleavings of two starts and six steps that touch nothing:
 * 69 degrees of freedom, so above 128 once in 10^5 (five deviations). */
Test(sampling, surw_is_uniform_over_interleavings)
{
    const struct toy toy = TOY("", ".. .. ..", ".. .. ..");
    learn(&toy);
    double surw = unevenness("surw", &toy), walk = unevenness("walk", &toy);
    cr_expect_lt(surw, 128.0, "%g", surw);
    cr_expect_gt(walk, 500.0, "the test can tell: %g", walk);
}

Test(sampling, surw_is_uniform_where_threads_differ)
{
    const struct toy toy = TOY("", "..", ".. .. .. .. ..");
    learn(&toy); /* 8! / 2! 6! = 28, so 27 + 5 * 7.3 */
    double surw = unevenness("surw", &toy);
    cr_expect_lt(surw, 64.0, "%g", surw);
}

/* @return How often of 2000 the one step of the first thread came last. */
static unsigned last_of_all(struct toy toy)
{
    unsigned count = 0;
    for (unsigned seed = 0; seed < 2000; seed++) {
        sample("pos", &toy, seed);
        count += toy_run.trail[toy_run.length - 1] == '0';
    }
    return count;
}

/* An operation keeps its priority until one happens that it conflicts with;
 * so it is the last of 14 once in 14 times, or hardly ever. */
Test(sampling, pos_draws_again_after_a_conflict_and_only_then)
{
    unsigned count =
        last_of_all(TOY("..", ".. .. .. .. .. .. .. .. .. .. .. .."));
    cr_expect(count > 80 && count < 220, "nothing shared: %u", count);
    count = last_of_all(TOY("rx", "rx rx rx rx rx rx rx rx rx rx rx rx"));
    cr_expect(count > 80 && count < 220, "reads alone: %u", count);
    count = last_of_all(TOY("wx", "wy wy wy wy wy wy wy wy wy wy wy wy"));
    cr_expect(count > 80 && count < 220, "another object: %u", count);
    count = last_of_all(TOY("rx", "wx wx wx wx wx wx wx wx wx wx wx wx"));
    cr_expect_leq(count, 5u, "a read and writes: %u", count);
    count = last_of_all(TOY("wx", "rx rx rx rx rx rx rx rx rx rx rx rx"));
    cr_expect_leq(count, 5u, "a write and reads: %u", count);
}

/* @return How often of 2000 the other thread's late write came first. */
static unsigned late_first(const char *name)
{
    const struct toy toy = TOY("wx", ".. .. .. .. .. .. .. .. .. .. .. .. wx");
    unsigned count = 0;
    learn(&toy);
    for (unsigned seed = 0; seed < 2000; seed++) {
        sample(name, &toy, seed);
        count += toy_run.writes[0] == '1';
    }
    return count;
}

/* The one write against one that twelve steps and a start come before. */
Test(sampling, a_late_write_has_its_chance)
{
    unsigned walk = late_first("walk"), pos = late_first("pos");
    unsigned surw = late_first("surw");
    cr_expect_leq(walk, 5u, "2^-14: %u", walk);
    cr_expect(pos > 80 && pos < 190, "1 / 15: %u", pos);
    /* x is selected half of the time, and is then fair: 1/4 + 1/30. */
    cr_expect(surw > 480 && surw < 660, "about 0.28: %u", surw);
}
