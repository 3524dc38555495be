/*
 * The minimiser (explore/search/minimise.c) on worlds so small that every
 * schedule can be looked at: what it ends with is compared with the best there
 * is, from every schedule that fails.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "explore/model/memory.h"
#include "explore/search/minimise.h"
#include "explore/search/strategies.h"
#include "toy.h"

TestSuite(minimise, .init = toy_setup);

enum { DECISIONS = 256, FAILING = 4096, PLACES = 128 };

/* A schedule that ends with a finding. */
struct failing {
    struct finding finding;
    struct decision decisions[DECISIONS];
    unsigned long count;
    unsigned long switches;
    unsigned long steps;
};

static struct failing all[FAILING];
static unsigned failing_count;
static unsigned long least_switches[PLACES], least_preemptions[PLACES];
static unsigned runs;      /* schedules that the minimiser asked for */
static const char *due_at; /* two accesses are due in such a trail */
static struct decision shown_decisions[DECISIONS];

/* In a probe these run real code: search.h. */
bool search_once(const struct search *search, const struct strategy *strategy,
                 struct search_result *result)
{
    (void)result;
    runs++;
    collision.seen = false;
    struct toy toy = *(const struct toy *)search->argument;
    toy.limits.steps = search->limits.steps;
    toy_play(&toy, strategy);
    collision.seen = due_at && strcmp(toy_run.trail, due_at) == 0;
    return search->wanted ? search->wanted() : finding.kind != FINDING_NONE;
}

void search_run(const struct search *search, struct search_result *result)
{
    *result = (struct search_result){.decisions = shown_decisions};
    dfs_begin(1000);
    do {
        result->found = search_once(search, &strategy_dfs, result);
    } while (!result->found && dfs_next());
    if (!result->found)
        return;
    result->finding = finding;
    result->limits = search->limits;
    result->decision_count = schedule.decision_count;
    cr_assert_leq(schedule.decision_count, DECISIONS);
    memcpy(shown_decisions, schedule.decisions,
           schedule.decision_count * sizeof *shown_decisions);
}

static void failing_add(void)
{
    int line = finding.line;
    cr_assert_lt(failing_count, FAILING);
    cr_assert_leq(schedule.decision_count, DECISIONS);
    struct failing *failing = &all[failing_count++];
    failing->finding = finding;
    failing->count = schedule.decision_count;
    failing->switches = schedule.switches;
    failing->steps = schedule.steps;
    memcpy(failing->decisions, schedule.decisions,
           failing->count * sizeof *failing->decisions);
    if (schedule.switches < least_switches[line])
        least_switches[line] = schedule.switches;
    if (schedule.preemptions < least_preemptions[line])
        least_preemptions[line] = schedule.preemptions;
}

/* Runs every schedule and keeps those with a finding. */
static void failing_gather(const struct toy *toy)
{
    failing_count = 0;
    for (unsigned i = 0; i < PLACES; i++)
        least_switches[i] = least_preemptions[i] = ~0ul;
    dfs_begin(1000);
    do {
        toy_play(toy, &strategy_dfs);
        if (finding.kind != FINDING_NONE)
            failing_add();
    } while (dfs_next());
}

static struct minimal shrink(struct toy *toy, struct failing *failing)
{
    const struct search search = {.argument = toy};
    const struct search_result result = {
        .found = true,
        .finding = failing->finding,
        .decisions = failing->decisions,
        .decision_count = failing->count,
        .length = failing->steps,
    };
    runs = 0;
    return minimise(&search, &result);
}

/* What is shown must be what a replay of it does. */
static void replayed(const struct toy *toy, const struct minimal *minimal,
                     const struct finding *goal)
{
    replay_begin(minimal->decisions, minimal->count);
    toy_play(toy, &strategy_replay);
    cr_expect(replay_faithful());
    cr_assert(finding_same(&finding, goal), "%c became %c", goal->line,
              finding.line);
}

/* @return How many schedules fail. */
static unsigned shrinks_to_the_least(struct toy toy)
{
    failing_gather(&toy);
    for (unsigned i = 0; i < failing_count; i++) {
        struct failing *failing = &all[i];
        int line = failing->finding.line;
        struct minimal minimal = shrink(&toy, failing);
        cr_assert(minimal.minimised);
        cr_expect_lt(runs, 500u, "it comes to an end by itself");
        cr_expect_not(minimal.raced);
        replayed(&toy, &minimal, &failing->finding);
        cr_expect_eq(schedule.switches, least_switches[line],
                     "%c from %lu switches to %lu, not %lu: %s", line,
                     failing->switches, schedule.switches, least_switches[line],
                     toy_run.trail);
        cr_expect_eq(schedule.preemptions, least_preemptions[line],
                     "%c: %lu preemptions, not %lu: %s", line,
                     schedule.preemptions, least_preemptions[line],
                     toy_run.trail);
    }
    return failing_count;
}

Test(minimise, a_finding_without_a_preemption)
{
    cr_expect_gt(shrinks_to_the_least(TOY("wx wx wx sx", "wx ?x wx !a")), 5u);
    cr_expect_eq(least_preemptions['a'], 0);
}

Test(minimise, a_finding_with_one_preemption)
{
    cr_expect_gt(shrinks_to_the_least(TOY("wx sx wx cx wx", "wx ?x wx !a")),
                 5u);
    cr_expect_eq(least_preemptions['a'], 1);
}

Test(minimise, a_finding_with_three_preemptions)
{
    cr_expect_gt(shrinks_to_the_least(TOY("wx sx cx sy cy wx", "?x ?y wx !a")),
                 1u);
    cr_expect_eq(least_preemptions['a'], 3);
}

Test(minimise, a_finding_behind_locks)
{
    cr_expect_gt(
        shrinks_to_the_least(TOY("la sx ua wy la cx ua", "la ?x ua wy !a")),
        5u);
    cr_expect_eq(least_preemptions['a'], 1);
}

Test(minimise, a_finding_never_becomes_another)
{
    /* b needs fewer switches than a, and lies on the way. */
    struct toy toy = TOY("sx cx sy", "?x !b", "?x ?y !a");
    shrinks_to_the_least(toy);
    cr_expect_lt(least_switches['b'], least_switches['a']);
    cr_expect_lt(least_switches['a'], ~0ul);
}

Test(minimise, the_others_may_stand_between)
{
    cr_expect_gt(shrinks_to_the_least(TOY("wz sy", "sx", "?x ?y !a")), 5u);
    cr_expect_eq(least_preemptions['a'], 0);
}

Test(minimise, what_cannot_be_repeated_is_left_alone)
{
    struct toy fails = TOY("wx sx cx", "?x !a");
    struct toy mended = TOY("wx sx cx", "?x wx");
    failing_gather(&fails);
    struct minimal minimal = shrink(&mended, &all[0]);
    cr_expect_not(minimal.minimised);
    cr_expect_eq(minimal.decisions, all[0].decisions);
    cr_expect_eq(minimal.count, all[0].count);
    cr_expect_eq(runs, 1);
}

Test(minimise, a_race_is_shown_by_its_harm)
{
    struct toy toy = TOY("wx sx cx wx", "wx ?x !a");
    struct failing race = {.finding = {.kind = FINDING_RACE}};
    failing_gather(&toy);
    struct minimal minimal = shrink(&toy, &race);
    cr_expect(minimal.raced);
    cr_expect(minimal.minimised);
    cr_expect(minimal.search.limits.memory_points);
    cr_expect_not(minimal.search.limits.until_due);
    replayed(&toy, &minimal, &all[0].finding);
    cr_expect_eq(schedule.switches, least_switches['a']);
}

Test(minimise, a_race_without_harm_is_shown_when_both_are_due)
{
    struct toy toy = TOY("wx wx", "wx wx");
    struct failing race = {.finding = {.kind = FINDING_RACE}};
    due_at = "01011";
    struct minimal minimal = shrink(&toy, &race);
    cr_expect(minimal.raced);
    cr_expect(minimal.minimised);
    cr_expect(minimal.search.limits.until_due);
    replay_begin(minimal.decisions, minimal.count);
    toy_play(&toy, &strategy_replay);
    cr_expect_str_eq(toy_run.trail, due_at);
}

Test(minimise, a_race_that_shows_nothing_keeps_its_schedule)
{
    struct toy toy = TOY("wx", "wx");
    struct failing race = {
        .finding = {.kind = FINDING_RACE}, .decisions = {{1, 2}}, .count = 1};
    struct minimal minimal = shrink(&toy, &race);
    cr_expect(minimal.raced);
    cr_expect_not(minimal.minimised);
    cr_expect_eq(minimal.decisions, race.decisions);
    cr_expect_eq(minimal.count, 1);
}

#define TEN(words) words words words words words words words words words words

Test(minimise, what_comes_late_is_shown_where_it_comes_early)
{
    /* Depth first the last of a hundred rounds fails first. */
    struct toy toy = TOY(TEN(TEN("sx cx ")) "wx", "?x !a");
    struct failing late = {.finding = {.kind = FINDING_NONE}};
    dfs_begin(1);
    do {
        toy_play(&toy, &strategy_dfs);
    } while (finding.kind == FINDING_NONE && dfs_next());
    cr_assert_gt(schedule.steps, 150u);
    cr_assert_leq(schedule.decision_count, DECISIONS);
    late.finding = finding;
    late.steps = schedule.steps;
    late.count = schedule.decision_count;
    memcpy(late.decisions, schedule.decisions,
           late.count * sizeof *late.decisions);
    struct minimal minimal = shrink(&toy, &late);
    cr_expect(minimal.minimised);
    replayed(&toy, &minimal, &late.finding);
    cr_expect_leq(schedule.steps, 64u, "%lu steps", schedule.steps);
    cr_expect_eq(schedule.switches, 1);
}
