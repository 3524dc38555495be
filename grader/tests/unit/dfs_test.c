/* The depth-first search (explore/search/dfs.c) in a made-up world of choices.
 */
#include <criterion/criterion.h>

#include "explore/ground/capacity.h"
#include "explore/search/strategies.h"

static struct choice choice = {
    .count = 2, .moves = {{.preempts = false}, {.preempts = true}}};

/* Runs a schedule of `length` decisions. @return Them, as bits. */
static unsigned long run(unsigned long length)
{
    unsigned long bits = 0;
    for (schedule.decision_count = 0; schedule.decision_count < length;
         schedule.decision_count++)
        bits = bits << 1 | strategy_dfs.choose(&choice);
    return bits;
}

Test(dfs, takes_each_schedule_within_the_bound_once)
{
    unsigned seen[8] = {0};
    dfs_begin(1);
    do
        seen[run(3)]++;
    while (dfs_next());
    static const unsigned once[8] = {1, 1, 1, 0, 1, 0, 0, 0};
    cr_expect_arr_eq(seen, once, sizeof seen);
    cr_expect(dfs_pruned() && !dfs_diverged());
}

Test(dfs, has_room_for_as_many_decisions_as_a_schedule_may_have)
{
    dfs_begin(1);
    cr_expect_eq(run(DECISIONS_MAX), 0);
    cr_expect(dfs_next());
    cr_expect_eq(run(DECISIONS_MAX), 1, "the last one is turned first");
}

Test(dfs, notices_that_a_choice_is_another)
{
    dfs_begin(1);
    run(3);
    dfs_next();
    choice.count = 1;
    run(3);
    choice.count = 2;
    cr_expect(dfs_diverged());
}
