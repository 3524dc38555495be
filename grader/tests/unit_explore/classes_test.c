/*
 * Reduced search (explore/search/classes.c): one schedule of each class,
 * compared with numbers known from papers, and with the whole search of small
 * random programs.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/core/footprint.h"
#include "explore/ground/random.h"
#include "explore/search/classes.h"
#include "explore/search/strategies.h"
#include "toy.h"
#include "toy_class.h"

static struct footprint prints[TRAIL_KEPT]; /* of each step of a run */

/* A step is complete. */
static void print_keep(void)
{
    prints[toy_run.step_count - 1] = footprint;
}

static void reduced_play(const struct toy *toy)
{
    struct toy reduced = *toy;
    reduced.limits.awaits = true;
    toy_play(&reduced, &strategy_classes);
}

/* The first loop of all is known as one when somebody comes there again. */
static void classes_setup(void)
{
    const struct toy spins = TOY("@x", "sx");
    toy_setup();
    classes_begin();
    do {
        reduced_play(&spins);
    } while (classes_next());
    classes_look = print_keep;
}

TestSuite(classes, .init = classes_setup);

/* Whether two steps meet, as the search sees it. */
static bool prints_meet(unsigned first, unsigned second)
{
    return footprints_order(&prints[first], &prints[second]);
}

/* @return The toy as text. */
static const char *text_of(const struct toy *toy)
{
    static char text[256];
    size_t length = 0;
    for (unsigned i = 0; i < TOY_THREADS && toy->threads[i]; i++)
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   "%s\"%s\"", i ? ", " : "", toy->threads[i]);
    snprintf(text + length, sizeof text - length, ", %u timeouts, %u failures",
             toy->limits.timeouts, toy->limits.failures);
    return text;
}

/* ---- Searches ---- */

/* All classes, by all schedules. Who spins has many of them. */
enum { ALL_MAX = 20000 };

static struct classes all_classes(const struct toy *toy)
{
    struct classes set = {0};
    unsigned left = ALL_MAX;
    dfs_begin(1000);
    do {
        toy_play(toy, &strategy_dfs);
        set.part = left-- == 0 || toy_run.step_count == TRAIL_KEPT;
        if (set.part)
            return set;
        set.livelock = schedule.ending == ENDING_LIVELOCK;
        if (set.livelock)
            return set;
        classes_add(&set, class_describe(words_meet));
    } while (dfs_next());
    cr_assert_not(dfs_diverged());
    return set;
}

/* A failure may come before a thread looks once more, which is no news. */
static bool any_vain(void)
{
    for (unsigned i = 0; i < toy_run.step_count; i++)
        if (toy_run.steps[i].vain)
            return true;
    return false;
}

/* Those that the reduced search meets; each schedule must be of a new one. */
static struct classes met_classes(const struct toy *toy, unsigned seed)
{
    struct classes set = {0}, finer = {0};
    unsigned long runs = 0;
    classes_begin();
    do {
        reduced_play(toy);
        set.livelock = schedule.ending == ENDING_LIVELOCK;
        if (set.livelock)
            break;
        cr_assert_not(toy_run.out_of_range);
        cr_assert_null(classes_given_up(), "seed %u: %s: %s", seed,
                       text_of(toy), classes_given_up());
        if (schedule.ending == ENDING_KNOWN)
            continue;
        runs++;
        classes_add(&set, class_describe(words_meet));
        cr_assert(any_vain() ||
                      classes_add(&finer, class_describe(prints_meet)),
                  "seed %u: %s: the class of %s was met before", seed,
                  text_of(toy), toy_run.trail);
    } while (classes_next());
    cr_expect(set.livelock || classes_count() == runs);
    free(finer.all);
    return set;
}

/* A livelock is found, too; that ends the search. @return Whether all could be
 * compared. */
static bool compare(const struct toy *toy, unsigned seed)
{
    struct classes all = all_classes(toy), met = met_classes(toy, seed);
    unsigned missing = 0;
    if (!all.part)
        cr_expect_eq(met.livelock, all.livelock, "seed %u: %s: %d, not %d",
                     seed, text_of(toy), met.livelock, all.livelock);
    for (unsigned i = 0; i < all.count && !met.livelock; i++)
        missing += !classes_contain(&met, all.all[i]);
    cr_expect_eq(missing, 0, "seed %u: %s: %u classes of %u are missing", seed,
                 text_of(toy), missing, all.count);
    bool compared = !all.part && !all.livelock;
    /* Who spins twice goes after others in the whole search, which so leaves
     * some out. */
    if (compared && !strchr(text_of(toy), '@'))
        cr_expect_leq(met.count, all.count, "seed %u: %s: %u classes, not %u",
                      seed, text_of(toy), met.count, all.count);
    free(all.all);
    free(met.all);
    return compared;
}

static void has_classes(struct toy toy, unsigned long count)
{
    struct classes met = met_classes(&toy, 0);
    cr_expect_eq(classes_count(), count, "%s: %lu classes, not %lu",
                 text_of(&toy), classes_count(), count);
    free(met.all);
}

/* ---- Known numbers ---- */

Test(classes, writers_have_a_factorial_of_classes)
{
    has_classes(TOY("wx"), 1);
    has_classes(TOY("wx", "wx"), 2);
    has_classes(TOY("wx", "wx", "wx"), 6);
    has_classes(TOY("wx", "wx", "wx", "wx"), 24);
    has_classes(TOY("wx", "wx", "wx", "wx", "wx"), 120);
    has_classes(TOY("wx", "wx", "wx", "wx", "wx", "wx"), 720);
}

Test(classes, readers_have_one_class)
{
    has_classes(TOY("rx rx", "rx rx", "rx rx", "rx rx"), 1);
    has_classes(TOY("wa wa", "wb wb", "wc wc"), 1);
    has_classes(TOY("..", "..", "..", ".."), 1);
}

Test(classes, one_writer_among_readers_comes_before_some_of_them)
{
    has_classes(TOY("wx", "rx"), 2);
    has_classes(TOY("wx", "rx", "rx", "rx"), 8);
    has_classes(TOY("wx", "rx rx rx"), 4);
}

Test(classes, locked_sections_have_as_many_as_orders_of_them)
{
    has_classes(TOY("la wx ua", "la wx ua"), 2);
    has_classes(TOY("la ua la ua", "la ua la ua"), 6); /* 4! / 2!^2 */
    has_classes(
        TOY("la wx ua la wx ua", "la wx ua la wx ua", "la wx ua la wx ua"),
        90); /* 6! / 2!^3 */
    has_classes(TOY("la ua", "lb ub"), 1);
}

Test(classes, four_threads_that_lock_twice_have_2520)
{
    has_classes(TOY("la wx ua la wx ua", "la wx ua la wx ua",
                    "la wx ua la wx ua", "la wx ua la wx ua"),
                2520); /* 8! / 2!^4 */
}

Test(classes, a_ring_of_neighbours_has_genmcs_numbers)
{
    has_classes(TOY("wa wz rb", "wb wz ra"), 4);
    has_classes(TOY("wa wz rb", "wb wz rc", "wc wz ra"), 18);
    has_classes(TOY("wa wz rb", "wb wz rc", "wc wz rd", "wd wz ra"), 104);
    has_classes(TOY("wa wz rb", "wb wz rc", "wc wz rd", "wd wz re", "we wz ra"),
                750);
}

Test(classes, a_deadlock_is_a_class_too)
{
    const struct toy toy = TOY("la lb ub ua", "lb la ua ub");
    unsigned hangs = 0;
    classes_begin();
    do {
        reduced_play(&toy);
        hangs += schedule.ending == ENDING_HANG;
    } while (classes_next());
    cr_expect_eq(hangs, 1);
    cr_expect_eq(classes_count(), 3);
}

Test(classes, a_thread_that_ends_lets_another_go_on)
{
    has_classes(TOY("j1 rx", "wx"), 1);
    has_classes(TOY("j1 j2 rx", "wx", "wx"), 2);
    has_classes(TOY("j2 wx", "wx", "wx"), 3);
}

Test(classes, an_exchange_that_comes_too_late_only_reads)
{
    has_classes(TOY("kx", "kx"), 2);
    has_classes(TOY("kx", "kx", "kx"), 3); /* who is first */
}

/* ---- The adversary ---- */

/* @return The threads that ran out of time, a set of 1 << its number, as a set
 * with one member: 1 << that. */
static unsigned late_set(void)
{
    unsigned late = 0;
    for (unsigned i = 0; i < toy_run.step_count; i++)
        if (toy_run.steps[i].outcome == OUTCOME_TIMEOUT)
            late |= 1u << toy_run.steps[i].thread;
    return 1u << late;
}

Test(classes, a_budget_is_shared)
{
    struct toy toy = TOY("tx", "tx", "sx");
    const unsigned expected[] = {1, 1 + 2 + 4, 1 + 2 + 4 + 8};
    for (unsigned allowed = 0; allowed <= 2; allowed++) {
        unsigned all = 0, met = 0;
        toy.limits.timeouts = allowed;
        dfs_begin(1000);
        do {
            toy_play(&toy, &strategy_dfs);
            all |= late_set();
        } while (dfs_next());
        classes_begin();
        do {
            reduced_play(&toy);
            if (schedule.ending != ENDING_KNOWN)
                met |= late_set();
        } while (classes_next());
        cr_expect_eq(all, expected[allowed], "%u: %#x", allowed, all);
        cr_expect_eq(met, all, "%u: %#x, not %#x", allowed, met, all);
        compare(&toy, 0);
    }
}

Test(classes, time_passes_where_nobody_can_go_on)
{
    const struct toy toys[] = {TOY("tx", "tx"), TOY("tx wy", "tx wy"),
                               TOY("tx sy", "ty sx"), TOY("la tx ua", "la ua")};
    for (unsigned i = 0; i < sizeof toys / sizeof *toys; i++)
        compare(&toys[i], 0);
}

Test(classes, budgets_of_two_kinds_are_apart)
{
    struct toy toy = TOY("tx fx", "tx fx");
    toy.limits.timeouts = toy.limits.failures = 1;
    compare(&toy, 0);
}

/* Who finds the budget spent might have spent it. */
Test(classes, a_wait_that_had_no_budget_left_may_come_first)
{
    struct toy toy = TOY("kx tx ky", "ty rx");
    toy.limits.timeouts = 1;
    compare(&toy, 0);
}

/* What slept of the operation that failed is not the next one. */
Test(classes, what_fails_may_touch_nothing)
{
    struct toy toy = TOY("f. wx", "wx");
    toy.limits.failures = 1;
    compare(&toy, 0);
    toy = TOY("f. f. wx", "f. wx");
    toy.limits.failures = 2;
    compare(&toy, 0);
}

/* What is blocked, where all else was run before, could have come earlier. */
Test(classes, a_known_end_shows_what_waits_there)
{
    struct toy toy = TOY("uy", "rx lx", "lx ry");
    compare(&toy, 0);
    toy = TOY("ry", "tx", "ty");
    toy.limits.timeouts = 1;
    compare(&toy, 0);
}

/* A race where the budget was spent before does not stand for that with who
 * spent it. */
Test(classes, who_spent_the_budget_is_turned_round_too)
{
    struct toy toy = TOY("sy tx rx", "ty", "..");
    toy.limits.timeouts = 1;
    compare(&toy, 0);
    toy = TOY("ry", "tx ry", "fy ty");
    toy.limits.timeouts = 1;
    compare(&toy, 0);
    toy = TOY("ty", "ty tx", "fx tx");
    toy.limits.timeouts = 2;
    compare(&toy, 0);
}

Test(classes, a_program_that_ends_too_soon_is_told)
{
    const struct toy two = TOY("wx wx", "wx"), one = TOY("wx");
    classes_begin();
    reduced_play(&two);
    cr_assert(classes_next());
    reduced_play(&one);
    classes_next();
    cr_expect(classes_given_up(), "it ended before the given moves");
}

/* ---- Waiting by looking ---- */

Test(classes, who_spins_waits)
{
    has_classes(TOY("@x", "wy sx"), 1);
    has_classes(TOY("@x wy", "sx", "@x ry"), 2);
    has_classes(TOY("@x sy", "@y", "sx"), 1);
    has_classes(TOY("@x", "@x", "@x", "@x", "sx"), 1);
    compare(&TOY("@x", "sx cx"), 0);
    compare(&TOY("@x ry", "sx cx wy sx"), 0);
    compare(&TOY("la @x ua", "la ua", "sx"), 0);
}

Test(classes, who_spins_for_ever_is_found)
{
    struct toy toys[] = {TOY("@x"), TOY("@x", "sx cx"), TOY("@x sy", "@y sx"),
                         TOY("@x", "la sx ua", "la @y ua")};
    for (unsigned i = 0; i < sizeof toys / sizeof *toys; i++) {
        classes_begin();
        do {
            reduced_play(&toys[i]);
        } while (schedule.ending != ENDING_LIVELOCK && classes_next());
        cr_expect_eq(schedule.ending, ENDING_LIVELOCK, "%s", text_of(&toys[i]));
    }
}

/* @return The orders in which two threads wrote, a set of 1 << who was first;
 * of a search that ended. */
static unsigned orders_of_writes(const struct toy *toy)
{
    unsigned orders = 0, runs = 0;
    classes_begin();
    do {
        reduced_play(toy);
        if (schedule.ending == ENDING_COMPLETE)
            orders |= 1u << (toy_run.writes[0] - '0');
        cr_assert_lt(++runs, 10000u);
    } while (classes_next());
    cr_expect_null(classes_given_up(), "%s: %s", text_of(toy),
                   classes_given_up());
    return orders;
}

/* They have schedules without an end, and the search has one. */
Test(classes, who_gives_way_goes_in_a_circle)
{
    cr_expect_eq(orders_of_writes(&TOY("^x wy", "^x wy")), 1u << 0 | 1u << 1);
    cr_expect_eq(orders_of_writes(&TOY("..", "^x wy", "^x wy")),
                 1u << 1 | 1u << 2);
}

/* ---- Random programs ---- */

enum { SEEDS = 600, WORDS_MAX = 6, SCHEDULES_MAX = 700 };

/* @return How many orders there are, if nobody waits. */
static double orders(const unsigned *lengths, unsigned count)
{
    double result = 1;
    unsigned total = 0;
    for (unsigned i = 0; i < count; i++)
        for (unsigned k = 1; k <= lengths[i] + (i > 0); k++)
            result = result * ++total / k;
    return result;
}

/* Draws operations; `others` is how many threads come after this one. */
static void thread_draw(struct random *random, char *text, unsigned length,
                        unsigned self, unsigned count)
{
    static const char letters[] = ".rrwwlluuttss?fkj!@";
    for (unsigned i = 0; i < length; i++, text += 3) {
        char letter = letters[random_below(random, sizeof letters - 1)];
        if (letter == 'j' && self + 1 == count)
            letter = 'w';
        if (letter == '!' && random_below(random, 4) > 0)
            letter = 'r';
        text[0] = letter;
        text[1] = letter == '.' ? '.' : "xxxy"[random_below(random, 4)];
        if (letter == 'j')
            text[1] =
                (char)('1' + self + random_below(random, count - self - 1));
        text[2] = i + 1 == length ? '\0' : ' ';
    }
}

/* Threads join only later ones: a circle ends a schedule early. */
static struct toy toy_draw(unsigned seed,
                           char texts[TOY_THREADS][3 * WORDS_MAX + 1])
{
    struct random random = random_seed(seed);
    struct toy toy = {0};
    unsigned lengths[4], count = 2 + (unsigned)random_below(&random, 3);
    do {
        for (unsigned i = 0; i < count; i++)
            lengths[i] = 1 + (unsigned)random_below(&random, WORDS_MAX);
    } while (orders(lengths, count) > SCHEDULES_MAX);
    for (unsigned i = 0; i < count; i++) {
        thread_draw(&random, texts[i], lengths[i], i, count);
        toy.threads[i] = texts[i];
    }
    toy.limits.timeouts = (unsigned)random_below(&random, 3);
    toy.limits.failures = (unsigned)random_below(&random, 2);
    return toy;
}

Test(classes, random_programs_have_each_class_once)
{
    char texts[TOY_THREADS][3 * WORDS_MAX + 1];
    unsigned compared = 0;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        struct toy toy = toy_draw(seed, texts);
        compared += compare(&toy, seed);
    }
    cr_expect_gt(compared, SEEDS * 3 / 4);
}

/* ---- Where it gives up ---- */

static void gives_up(struct toy toy, const char *why)
{
    unsigned runs = 0;
    classes_begin();
    do {
        reduced_play(&toy);
        cr_assert_lt(++runs, 1000u);
    } while (classes_next());
    cr_assert(classes_given_up(), "%s", text_of(&toy));
    cr_expect_str_eq(classes_given_up(), why);
}

Test(classes, who_counts_while_it_spins_is_not_reduced)
{
    gives_up(TOY("+x", "..", "wy"), FOOTPRINT_POLLS);
}

Test(classes, a_schedule_that_is_cut_is_not_reduced)
{
    struct toy toy = TOY("wx wx wx", "wx wx wx");
    toy.limits.steps = 4;
    gives_up(toy, "takes too many steps");
}

Test(classes, a_new_search_knows_nothing_of_one_that_gave_up)
{
    gives_up(TOY("+x"), FOOTPRINT_POLLS);
    has_classes(TOY("wx", "wx"), 2);
}

Test(classes, another_program_than_before_is_told)
{
    const struct toy two = TOY("wx", "wx"), one = TOY("wx");
    classes_begin();
    reduced_play(&two);
    cr_assert(classes_next());
    reduced_play(&one);
    cr_expect(classes_given_up(), "where the other thread was to begin");
}
