/* What is tried after a search without a finding (explore/search/recheck.h),
 * and who is held back there (linger.c), in a made-up world of schedules. */
#include <criterion/criterion.h>

#include "explore/search/recheck.h"
#include "explore/search/strategies.h"

struct schedule schedule;
struct thread_table threads;
struct finding finding;

/* What the next schedules will come to. */
static struct {
    uint64_t print;
    bool raced, fails, late;
    const struct strategy *found_by; /* only in its schedules */
    unsigned replays, lingered;
} world;

static struct decision taken[] = {{1, 2}, {0, 3}};
static const struct decision *replayed;
static unsigned long replayed_count;

void replay_begin(const struct decision *decisions, unsigned long count)
{
    replayed = decisions;
    replayed_count = count;
}

const struct strategy strategy_replay = {.name = "replay"};

static void one_access(void)
{
    static const struct op op = {.plain = true, .pc = "here"};
    static struct thread thread = {.op = &op};
    const struct move turn = {.thread = &thread};
    threads.live_count = 2;
    strategy_sites.step(NULL, &turn);
}

bool search_once(const struct search *search, const struct strategy *strategy,
                 struct search_result *result)
{
    bool mine = world.found_by == strategy;
    world.replays += strategy == &strategy_replay;
    world.lingered += strategy == &strategy_linger;
    if (strategy == &strategy_sites)
        one_access();
    cr_expect_eq(search->limits.memory_points, strategy != &strategy_replay);
    schedule.print = world.print;
    finding.raced = mine && world.raced;
    finding.kind = mine && world.fails ? FINDING_ASSERTION : FINDING_NONE;
    finding.late = world.late;
    result->first = ++result->schedules;
    result->steps += 5;
    bool found = search->wanted ? search->wanted() : mine && world.fails;
    result->found = found;
    result->finding = finding;
    return found;
}

static const struct search search = {.seed = 1, .limits = {.steps = 100}};

/* A search of seven schedules in which nothing was found. */
static struct search_result searched(void)
{
    struct search_result result = {.exhausted = true, .most_threads = 2};
    schedule.decisions = taken;
    schedule.decision_count = 2;
    schedule.steps = 5;
    schedule.print = world.print = 77;
    schedule.ending = ENDING_COMPLETE;
    recheck_forget();
    for (result.schedules = 1; result.schedules <= 7; result.schedules++)
        recheck_keep(&result);
    result.schedules = 7;
    return result;
}

Test(recheck, same_again)
{
    struct search_result result = searched();
    recheck_run(&search, &result);
    cr_expect_eq(world.replays, 3, "the 1st, 2nd and 4th");
    cr_expect_eq(result.repeated, 3);
    cr_assert_eq(replayed_count, 2);
    cr_expect_eq(replayed[0].taken, 1);
    cr_expect(world.lingered > 0 && result.lingering > 0);
    cr_expect(!result.diverged && result.exhausted && !result.found);
    cr_expect_eq(result.schedules, 7, "these are not the search's");
    cr_expect_eq(result.steps, 0);
}

Test(recheck, goes_another_way)
{
    struct search_result result = searched();
    world.print = 78;
    recheck_run(&search, &result);
    cr_expect(result.diverged && !result.exhausted && !result.found);
}

Test(recheck, other_length)
{
    struct search_result result = searched();
    schedule.steps = 6;
    recheck_run(&search, &result);
    cr_expect(result.diverged);
}

Test(recheck, fails_when_repeated)
{
    struct search_result result = searched();
    world.found_by = &strategy_replay;
    world.fails = true;
    recheck_run(&search, &result);
    cr_expect(result.found);
    cr_expect_eq(result.finding.kind, FINDING_ASSERTION);
    cr_expect_eq(result.repeated, 1, "one finding is enough");
}

Test(recheck, race_when_held)
{
    struct search_result result = searched();
    world.found_by = &strategy_linger;
    world.raced = world.fails = true;
    recheck_run(&search, &result);
    cr_expect(result.found);
    cr_expect_eq(result.finding.kind, FINDING_RACE);
}

Test(recheck, only_races_count_when_held)
{
    struct search_result result = searched();
    world.found_by = &strategy_linger;
    world.fails = true;
    recheck_run(&search, &result);
    cr_expect(!result.found);
}

Test(recheck, one_thread_races_with_nobody)
{
    struct search_result result = searched();
    result.most_threads = 1;
    recheck_run(&search, &result);
    cr_expect_eq(result.lingering, 0);
}

/* Two threads, the first about to access a known place. */
Test(linger, holds_who_is_there)
{
    static const struct op there = {.plain = true, .pc = "here"};
    static const struct op elsewhere = {.pc = "elsewhere"};
    static struct thread one = {.op = &there}, two = {.op = &elsewhere};
    static struct choice choice = {
        .moves = {{.thread = &one}, {.thread = &two}}, .count = 2};
    const struct move *taken = &choice.moves[0];
    threads.live_count = 2;
    sites_forget();
    strategy_sites.step(&choice, taken);
    cr_assert_eq(sites_known(), 1);
    linger_begin(1, 0);
    cr_expect_eq(strategy_linger.choose(&choice), 1);
    cr_expect_eq(strategy_linger.choose(&choice), 1, "as long as another can");
    strategy_linger.step(&choice, taken); /* nobody else could */
    cr_expect_eq(strategy_linger.choose(&choice), 0, "it is not held again");
    two.op = &there;
    cr_expect_eq(strategy_linger.choose(&choice), 0, "the other one is");
}

/* What was left behind at an end (explore/search/late.c). */
static struct decision room[8];

static bool tried(struct search_result *result, bool late)
{
    struct search on = search;
    on.limits.memory_points = true;
    world.found_by = &strategy_linger;
    world.fails = true;
    world.late = late;
    return search_try(&on, &strategy_linger, result);
}

Test(late, the_first_is_told_if_there_is_no_other)
{
    struct search_result result = {.decisions = room};
    late_forget();
    cr_expect_not(tried(&result, true), "the search goes on");
    cr_expect_not(result.found);
    cr_expect_not(tried(&result, true));
    late_tell(&result);
    cr_expect(result.found);
    cr_expect_eq(result.first, 1);
    cr_expect_eq(result.schedules, 2, "the search's own figures stay");
}

Test(late, it_hides_nothing_that_comes_later)
{
    struct search_result result = {.decisions = room};
    late_forget();
    tried(&result, true);
    cr_expect(tried(&result, false), "that ends the search");
    late_tell(&result);
    cr_expect_eq(result.first, 2);
}

Test(late, a_new_search_knows_nothing_of_it)
{
    struct search_result result = {.decisions = room};
    tried(&result, true);
    late_forget();
    late_tell(&result);
    cr_expect_not(result.found);
}
