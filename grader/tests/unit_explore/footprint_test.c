/*
 * Footprints (explore/core/footprint.c): which steps' order matters. Bytes meet
 * where they overlap and one side writes.
 */
#include <criterion/criterion.h>

#include "explore/core/footprint.h"
#include "explore/core/schedule.h"

static char bytes[64];

static void footprint_setup(void)
{
    footprints_on = true;
    footprint = (struct footprint){0};
}

TestSuite(footprint, .init = footprint_setup);

static struct footprint touch(unsigned from, unsigned size, bool writes)
{
    footprint = (struct footprint){0};
    footprint_touch(bytes + from, size, writes);
    return footprint;
}

static bool meet(struct footprint a, struct footprint b)
{
    cr_expect_eq(footprints_order(&a, &b), footprints_order(&b, &a));
    return footprints_order(&a, &b);
}

/* The step of a thread that announced this. */
static struct footprint announce(struct op op, enum outcome outcome)
{
    const struct thread thread = {.op = &op, .steps = 1};
    footprint_begin(&thread, outcome);
    return footprint;
}

Test(footprint, bytes_meet_where_they_overlap)
{
    cr_expect(meet(touch(8, 8, true), touch(8, 8, true)));
    cr_expect(meet(touch(8, 8, true), touch(15, 1, true)));
    cr_expect(meet(touch(8, 8, true), touch(4, 5, true)));
    cr_expect(meet(touch(8, 8, true), touch(0, 64, true)));
    cr_expect_not(meet(touch(8, 8, true), touch(16, 8, true)));
    cr_expect_not(meet(touch(8, 8, true), touch(0, 8, true)));
}

Test(footprint, a_write_meets_what_others_read)
{
    cr_expect(meet(touch(8, 4, true), touch(8, 4, false)));
    cr_expect_not(meet(touch(8, 4, false), touch(8, 4, false)));
}

Test(footprint, any_touch_of_several_counts)
{
    footprint_touch(bytes, 1, false);
    footprint_touch(bytes + 9, 1, true);
    const struct footprint two = footprint;
    cr_expect_eq(two.count, 2);
    cr_expect_not(meet(two, touch(0, 1, false)));
    cr_expect(meet(two, touch(9, 1, false)));
    cr_expect(meet(two, touch(0, 1, true)));
}

Test(footprint, nothing_meets_nothing)
{
    cr_expect_not(meet((struct footprint){0}, touch(0, 64, true)));
    cr_expect_not(meet((struct footprint){0}, (struct footprint){0}));
}

Test(footprint, everything_meets_everything)
{
    footprint_everything();
    const struct footprint all = footprint;
    cr_expect(meet(all, (struct footprint){0}));
    cr_expect(meet(all, touch(0, 1, false)));
    cr_expect(meet(all, all));
}

Test(footprint, too_many_touches_are_everything)
{
    for (unsigned i = 0; i < TOUCHES_MAX; i++) {
        cr_expect_not(footprint.everything);
        footprint_touch(bytes + i, 1, false);
    }
    cr_expect_eq(footprint.count, TOUCHES_MAX);
    cr_expect_not(footprint.everything);
    footprint_touch(bytes + TOUCHES_MAX, 1, false);
    cr_expect(footprint.everything);
    cr_expect_eq(footprint.count, TOUCHES_MAX);
}

Test(footprint, spent_budgets_meet)
{
    footprint_spend(OUTCOME_TIMEOUT);
    const struct footprint late = footprint;
    footprint = (struct footprint){0};
    footprint_spend(OUTCOME_FAIL);
    const struct footprint fails = footprint;
    cr_expect(meet(late, late));
    cr_expect_not(meet(late, fails));
    cr_expect_not(meet(late, (struct footprint){0}));
    footprint_spend(OUTCOME_TIMEOUT);
    cr_expect(meet(late, footprint));
}

Test(footprint, what_was_to_be_written_was_only_read)
{
    struct footprint read = touch(8, 4, false);
    footprint = (struct footprint){0};
    footprint_touch(bytes + 8, 4, true);
    footprint_touch(bytes + 12, 4, true);
    footprint_only_reads(bytes + 8);
    const struct footprint failed = footprint;
    cr_expect_not(meet(failed, read));
    cr_expect(meet(failed, touch(8, 4, true)));
    cr_expect(meet(failed, touch(12, 4, false)), "that was written");
}

Test(footprint, nothing_is_noted_while_it_is_off)
{
    footprints_on = false;
    footprint_unknown = NULL;
    for (unsigned i = 0; i <= TOUCHES_MAX; i++)
        footprint_touch(bytes, 1, true);
    footprint_give_up("is strange");
    cr_expect_eq(footprint.count, 0);
    cr_expect_not(footprint.everything);
    cr_expect_null(footprint_unknown);
}

Test(footprint, the_first_reason_is_kept)
{
    footprint_unknown = NULL;
    footprint_give_up("is strange");
    footprint_give_up("is stranger");
    cr_expect_str_eq(footprint_unknown, "is strange");
}

Test(footprint, what_is_announced_is_noted)
{
    const struct op read = {.address = bytes, .size = 4};
    const struct op write = {.address = bytes + 3, .size = 4, .writes = true};
    const struct op lock = {.address = bytes};
    const struct op wait = {.address = bytes, .inside = bytes + 32};
    const struct op none = {0};
    cr_expect_not(meet(announce(read, OUTCOME_NORMAL), touch(0, 4, false)));
    cr_expect(meet(announce(read, OUTCOME_NORMAL), touch(3, 1, true)));
    cr_expect_not(meet(announce(read, OUTCOME_NORMAL), touch(4, 1, true)));
    cr_expect(
        meet(announce(read, OUTCOME_NORMAL), announce(write, OUTCOME_NORMAL)));
    cr_expect(
        meet(announce(lock, OUTCOME_NORMAL), announce(lock, OUTCOME_NORMAL)));
    cr_expect(meet(announce(wait, OUTCOME_NORMAL), touch(32, 1, false)));
    cr_expect_eq(announce(none, OUTCOME_NORMAL).count, 0);
}

Test(footprint, a_step_begins_with_nothing_of_the_one_before)
{
    const struct op none = {0};
    footprint_touch(bytes, 1, true);
    footprint_spend(OUTCOME_FAIL);
    footprint_everything();
    const struct footprint empty = announce(none, OUTCOME_NORMAL);
    cr_expect_eq(empty.count, 0);
    cr_expect_eq(empty.spent, 0);
    cr_expect_not(empty.everything);
}

Test(footprint, an_outcome_of_the_adversary_is_spent)
{
    const struct op none = {0};
    cr_expect(
        meet(announce(none, OUTCOME_TIMEOUT), announce(none, OUTCOME_TIMEOUT)));
    cr_expect_not(meet(announce(none, OUTCOME_TIMEOUT),
                       announce(none, OUTCOME_SPURIOUS)));
    cr_expect_not(
        meet(announce(none, OUTCOME_NORMAL), announce(none, OUTCOME_NORMAL)));
}

Test(footprint, cancellation_and_signals_are_not_known)
{
    const struct op none = {0};
    footprint_unknown = NULL;
    announce(none, OUTCOME_WEAK);
    cr_expect_null(footprint_unknown);
    announce(none, OUTCOME_CANCEL);
    cr_expect(footprint_unknown);
    footprint_unknown = NULL;
    schedule.signals_pending = 1;
    announce(none, OUTCOME_NORMAL);
    schedule.signals_pending = 0;
    cr_expect(footprint_unknown);
}

Test(footprint, a_thread_wishes_what_costs_something)
{
    const struct op op = {.outcomes = 1u << OUTCOME_TIMEOUT |
                                      1u << OUTCOME_CANCEL |
                                      1u << OUTCOME_FAIL};
    struct thread thread = {.op = &op};
    schedule.limits = (struct limits){.timeouts = 1, .failures = 1, .weak = 1};
    cr_expect_eq(footprint_wishes(&thread),
                 1u << OUTCOME_TIMEOUT | 1u << OUTCOME_FAIL);
    schedule.limits.failures = 0;
    cr_expect_eq(footprint_wishes(&thread), 1u << OUTCOME_TIMEOUT);
    thread.op = NULL;
    cr_expect_eq(footprint_wishes(&thread), 0);
}
