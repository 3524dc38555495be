/* The instructor's rules: what they say, and what is refused. */
#include "batch/book/policy.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/moment.h"

static struct policy *parsed(const char *text)
{
    struct policy *policy;
    cr_assert_eq(policy_parse(text, "test", NULL, &policy), 0, "%s", text);
    return policy;
}

static time_t moment(const char *text)
{
    time_t moment = 0;
    cr_assert_eq(moment_read(text, &moment), 0, "%s", text);
    return moment;
}

/* Days that lesson 1 is late by the policy's due date. */
static int days_late(const struct policy *policy, time_t handed_in)
{
    return policy_days_after(policy, policy_lesson(policy, "01_lock").due,
                             handed_in);
}

Test(policy, without_a_file_all_weigh_the_same_and_nothing_is_late)
{
    struct policy *policy;
    cr_assert_eq(policy_read(NULL, NULL, &policy), 0);
    struct policy_lesson lesson = policy_lesson(policy, "01_lock");
    cr_expect_eq(lesson.weight, 1);
    cr_expect_eq(lesson.due, 0);
    cr_expect_str_eq(lesson.visibility, "visible");
    cr_expect_not(lesson.listed);
    cr_expect_null(policy_listed(policy, 0));
    cr_expect(policy_counts_unlisted(policy));
    cr_expect_eq(days_late(policy, time(NULL)), 0);
    cr_expect_str_eq(policy_text(policy), "");
    policy_free(policy);
}

Test(policy, named_lessons_count_alone)
{
    struct policy *policy = parsed("01_lock 3 - hidden # the first\r\n"
                                   "\r\n"
                                   "03_deadlock 0\n"
                                   "04_condition");
    cr_expect_str_eq(policy_listed(policy, 0), "01_lock");
    cr_expect_str_eq(policy_listed(policy, 1), "03_deadlock");
    cr_expect_str_eq(policy_listed(policy, 2), "04_condition");
    cr_expect_null(policy_listed(policy, 3));
    cr_expect_not(policy_counts_unlisted(policy));
    cr_expect_eq(policy_lesson(policy, "01_lock").weight, 3);
    cr_expect_str_eq(policy_lesson(policy, "01_lock").visibility, "hidden");
    cr_expect_eq(policy_lesson(policy, "03_deadlock").weight, 0);
    cr_expect_eq(policy_lesson(policy, "04_condition").weight, 1);
    policy_free(policy);
}

Test(policy, a_star_holds_for_the_others)
{
    struct policy *policy =
        parsed("01_lock 3\n* 0.5 2026-12-24T18:00Z after_published\n");
    struct policy_lesson other = policy_lesson(policy, "05_concurrent_access");
    cr_expect_eq(other.weight, 0.5);
    cr_expect_eq(other.due, moment("2026-12-24T18:00:00Z"));
    cr_expect_str_eq(other.visibility, "after_published");
    cr_expect_not(other.listed);
    cr_expect(policy_lesson(policy, "01_lock").listed);
    cr_expect_eq(policy_lesson(policy, "01_lock").due, 0);
    cr_expect(policy_counts_unlisted(policy));
    cr_expect_null(policy_listed(policy, 1));
    policy_free(policy);
}

Test(policy, a_due_date_from_outside_is_for_lines_without_one)
{
    struct policy *policy;
    cr_assert_eq(
        policy_parse("01_lock 1 2026-11-01T12:00Z\n02_critical_section", "test",
                     "2026-12-01T12:00Z", &policy),
        0);
    cr_expect_eq(policy_lesson(policy, "01_lock").due,
                 moment("2026-11-01T12:00Z"));
    cr_expect_eq(policy_lesson(policy, "02_critical_section").due,
                 moment("2026-12-01T12:00Z"));
    policy_free(policy);
}

Test(policy, begun_days_count_after_the_grace)
{
    struct policy *policy = parsed("01_lock 1 2026-12-01T12:00Z\n"
                                   "late_per_day 10\n"
                                   "late_most 25\n"
                                   "late_grace 15\n");
    static const struct {
        const char *time;
        int days;
    } cases[] = {
        {"2026-11-30T12:00Z", 0},      {"2026-12-01T12:00:00Z", 0},
        {"2026-12-01T12:15:00Z", 0},   {"2026-12-01T12:15:01Z", 1},
        {"2026-12-02T12:15:00Z", 1},   {"2026-12-02T12:15:01Z", 2},
        {"2027-12-01T12:15:00Z", 365},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect_eq(days_late(policy, moment(cases[i].time)), cases[i].days,
                     "%s", cases[i].time);
    cr_expect_eq(policy_penalty(policy, 0), 0);
    cr_expect_eq(policy_penalty(policy, 1), 10);
    cr_expect_eq(policy_penalty(policy, 3), 25);
    cr_expect_eq(policy_penalty(policy, INT_MAX), 25);
    policy_free(policy);
}

Test(policy, a_day_ends_at_the_same_time_of_day_when_clocks_change)
{
    static const struct {
        const char *time;
        int days;
    } cases[] = {{"2026-10-25T12:00+01:00", 1}, /* a day of 25 hours */
                 {"2026-10-25T12:00:01+01:00", 2},
                 {"2026-10-26T12:00+01:00", 2},
                 {"2026-11-23T12:00+01:00", 30}};
    setenv("TZ", "Europe/Berlin", 1);
    tzset();
    struct policy *policy = parsed("01_lock 1 2026-10-24T12:00\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect_eq(days_late(policy, moment(cases[i].time)), cases[i].days,
                     "%s", cases[i].time);
    policy_free(policy);
}

Test(policy, a_persons_decisions_are_kept)
{
    struct policy *policy =
        parsed("override ann_lee 01_lock 85.5 \"spoke with her # really\"\n"
               "excuse ann_lee 01_lock 2 ill\n"
               "override bob 01_lock -\n"
               "excuse cy 01_lock\n");
    struct policy_decision ann = policy_decision(policy, "ann_lee", "01_lock");
    cr_expect(ann.overrides);
    cr_expect_eq(ann.score, 85.5);
    cr_expect_eq(ann.excused_days, 2);
    cr_expect_str_eq(ann.note, "spoke with her # really");
    cr_expect_eq(ann.line, 1);
    struct policy_decision bob = policy_decision(policy, "bob", "01_lock");
    cr_expect(bob.overrides && isnan(bob.score));
    struct policy_decision cy = policy_decision(policy, "cy", "01_lock");
    cr_expect_not(cy.overrides);
    cr_expect_eq(cy.excused_days, INT_MAX);
    cr_expect_null(policy_decision(policy, "ann_lee", "03_deadlock").student);
    cr_expect_str_eq(policy_decision_at(policy, 2)->student, "cy");
    cr_expect_null(policy_decision_at(policy, 3));
    policy_free(policy);
}

Test(policy, a_star_is_everybody_or_every_lesson)
{
    struct policy *policy = parsed("extend * 3 2026-12-08T12:00Z snow\n"
                                   "extend ann 03_deadlock 2026-12-09T12:00Z\n"
                                   "excuse ann * 1 \"was ill\"\n"
                                   "cutoff * * 2026-12-20T12:00Z\n"
                                   "override * 01_lock 100 \"a broken trial\"\n"
                                   "override bob 01_lock 50 copied\n");
    struct policy_decision ann = policy_decision(policy, "ann", "03_deadlock");
    cr_expect_eq(ann.due, moment("2026-12-09T12:00Z"));
    cr_expect_eq(ann.excused_days, 1);
    cr_expect_eq(ann.cutoff, moment("2026-12-20T12:00Z"));
    struct policy_decision bob = policy_decision(policy, "bob", "03_deadlock");
    cr_expect_eq(bob.due, moment("2026-12-08T12:00Z"));
    cr_expect_str_eq(bob.note, "snow");
    cr_expect_eq(bob.excused_days, 0);
    cr_expect_eq(policy_decision(policy, "ann", "01_lock").score, 100);
    bob = policy_decision(policy, "bob", "01_lock");
    cr_expect_eq(bob.score, 50);
    cr_expect_str_eq(bob.note, "copied");
    policy_free(policy);
}

Test(policy, a_time_zone_holds_for_the_dates_below)
{
    setenv("TZ", "UTC", 1);
    tzset();
    struct policy *policy = parsed("time_zone America/New_York\n"
                                   "01_lock 1 2026-12-01T12:00\n"
                                   "03_deadlock 1 2026-07-01T12:00\n");
    char text[MOMENT_TEXT];
    time_t due = policy_lesson(policy, "01_lock").due;
    cr_expect_eq(due, moment("2026-12-01T17:00Z"));
    cr_expect_str_eq(moment_shown(due, text), "2026-12-01 12:00 EST");
    due = policy_lesson(policy, "03_deadlock").due;
    cr_expect_str_eq(moment_shown(due, text), "2026-07-01 12:00 EDT");
    policy_free(policy);
    policy = parsed("time_zone America/Sao_Paulo\n");
    cr_expect_str_eq(moment_shown(due, text), "2026-07-01 13:00 UTC-0300");
    policy_free(policy);
}

Test(policy, names_columns_of_canvas)
{
    struct policy *policy = parsed("canvas 01_lock \"Lab, 1 (4711)\"\n"
                                   "canvas total Course\n");
    cr_expect_str_eq(policy_column(policy, "01_lock"), "Lab, 1 (4711)");
    cr_expect_str_eq(policy_column(policy, "total"), "Course");
    cr_expect_null(policy_column(policy, "03_deadlock"));
    policy_free(policy);
}

Test(policy, takes_files)
{
    size_t count;
    struct policy *policy = parsed("take ann 01_lock \"Ann/my lock.c\"\n"
                                   "take ann 02_critical_section x.c\n");
    const struct intake_take *takes = policy_takes(policy, &count);
    cr_assert_eq(count, 2);
    cr_expect_str_eq(takes[0].student, "ann");
    cr_expect_str_eq(takes[0].lesson, "01_lock");
    cr_expect_str_eq(takes[0].file, "Ann/my lock.c");
    policy_free(policy);
}

Test(policy, extends_and_ends)
{
    struct policy *policy =
        parsed("01_lock 1 2026-12-01T12:00Z\nlate_per_day 10\nlate_until 3\n"
               "extend ann 01_lock 2026-12-08T12:00Z moved\n");
    struct policy_decision ann = policy_decision(policy, "ann", "01_lock");
    cr_expect_eq(ann.due, moment("2026-12-08T12:00Z"));
    cr_expect_str_eq(ann.note, "moved");
    cr_expect_eq(policy_penalty(policy, 3), 30);
    cr_expect_not(policy_is_over(policy, 3));
    cr_expect(policy_is_over(policy, 4));
    policy_free(policy);
}

Test(policy, names_columns_of_any_sheet)
{
    struct policy *policy = parsed("column 01_lock \"Lab 1\" 20\n"
                                   "column total Course\nmissing blank\n");
    cr_expect_str_eq(policy_column(policy, "01_lock"), "Lab 1");
    cr_expect_eq(policy_column_most(policy, "01_lock"), 20);
    cr_expect_eq(policy_column_most(policy, "total"), 0);
    cr_expect(policy_missing_blank(policy));
    policy_free(policy);
}

Test(policy, refuses_what_it_does_not_understand)
{
    static const char *const wrong[] = {
        "01_lok 1",
        "../lessons 1",
        "99 1",
        "01_lock -1",
        "01_lock nan",
        "01_lock 0x10z",
        "01_lock one",
        "01_lock 1 tomorrow",
        "01_lock 1 2026-02-30",
        "01_lock 1 - secret",
        "01_lock 1 - visible more",
        "01_lock 1\n01_lock 2",
        "* 1\n* 2",
        "weight 01_lock 2",
        "late_per_day",
        "late_per_day -5",
        "late_per_day 101",
        "late_most 10 20",
        "late_grace x",
        "override ann",
        "override ann 01_lok 5",
        "override ann 01_lock 101",
        "override ann 01_lock 5 a b",
        "override ann 01_lock 5\noverride ann 01_lock 6",
        "override ann 01_lock 5 \"no end",
        "excuse ann",
        "excuse ann 01_lock 1.5",
        "late ann 01_lock",
        "late ann 01_lock -",
        "late ann 01_lock 1.5",
        "late ann 01_lock 1\nlate ann 01_lock 2",
        "excuse ann 01_lock 1\nexcuse ann 01_lock 2",
        "canvas 01_lock",
        "canvas 01_lock a\ncanvas 01_lock b",
        "column 01_lock a x",
        "column 01_lock a 1 2",
        "extend ann 01_lock",
        "take ann 01_lock",
        "take ann 01_lock a.c\ntake ann 01_lock b.c",
        "extend ann 01_lock soon",
        "extend ann 01_lock 2026-12-08\nextend ann 01_lock 2026-12-09",
        "late_until x",
        "missing",
        "missing nothing",
        "cutoff ann 01_lock",
        "cutoff * * soon",
        "extend * 99 2026-12-08",
        "slip_days",
        "slip_days 1.5",
        "time_zone Nowhere/Land",
        "time_zone ../passwd",
        "01_lock 1 2026-12-08\ntime_zone UTC",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct policy *policy;
        cr_expect_eq(policy_parse(wrong[i], "wrong", NULL, &policy), EINVAL,
                     "%s", wrong[i]);
        cr_expect_null(policy, "%s", wrong[i]);
    }
}

Test(policy, refuses_what_is_no_date_and_no_file)
{
    struct policy *policy;
    cr_expect_eq(policy_parse("", "wrong", "soon", &policy), EINVAL);
    cr_expect_eq(policy_read("build/test", NULL, &policy), EISDIR);
    cr_expect_eq(policy_read("build/no such file", NULL, &policy), ENOENT);
}

Test(moment, reads_zones_and_local_time)
{
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    cr_expect_eq(moment("1970-01-01T00:00Z"), 0);
    cr_expect_eq(moment("2026-12-01T23:59:30+01:00"),
                 moment("2026-12-01T22:59:30Z"));
    cr_expect_eq(moment("2026-12-01T20:00-05:30"),
                 moment("2026-12-02T01:30:00Z"));
    cr_expect_eq(moment("2026-12-01 23:59"), moment("2026-12-01T22:59Z"));
    cr_expect_eq(moment("2026-07-01"), moment("2026-07-01T21:59:59Z"));
    char text[MOMENT_TEXT];
    cr_expect_str_eq(moment_text(moment("2026-12-01T23:59"), text),
                     "2026-12-01T22:59:00Z");
}

Test(moment, refuses_what_is_none)
{
    static const char *const wrong[] = {
        "",
        "now",
        "2026",
        "2026-1-1",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "2026-01-01T",
        "2026-01-01T24:00",
        "2026-01-01T12:60",
        "2026-01-01T12:00:60",
        "2026-01-01T12:00 ",
        "2026-01-01T12:00X",
        "2026-01-01T12:00+1",
        "2026-01-01T12:00+01:00:00",
        "2026-01-01Z",
        "2026- 1- 1",
        "12026-01-01",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        time_t read;
        cr_expect_eq(moment_read(wrong[i], &read), EINVAL, "%s", wrong[i]);
    }
}
