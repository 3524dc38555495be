/* Whether owners were understood (batch/intake/turnout.h). */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>

#include "batch/intake/intake_file.h"
#include "batch/intake/turnout.h"
#include "try_intake.h"

static void begin(void)
{
    try_begin();
    cr_redirect_stderr();
}

TestSuite(turnout, .init = begin, .fini = try_end);

static void hand_in(const char *path)
{
    char name[256];
    snprintf(name, sizeof name, "in/%s", path);
    try_write(name, path);
}

static bool is_doubtful(const char *roster)
{
    struct intake intake;
    bool doubtful;
    if (roster)
        try_write("roster.csv", roster);
    cr_assert_eq(
        intake_of(try_take("in", roster ? "roster.csv" : NULL), &intake), 0);
    cr_assert_eq(turnout_check(&intake, roster, &doubtful), 0);
    intake_close(&intake);
    return doubtful;
}

Test(turnout, more_than_a_fifth_are_strangers)
{
    hand_in("ann/counter.c");
    hand_in("bob/counter.c");
    hand_in("cyd/counter.c");
    hand_in("dan/counter.c");
    hand_in("guest/counter.c");
    cr_expect_not(is_doubtful("Name\nann\nbob\ncyd\ndan\neve\n"));
    cr_expect(is_doubtful("Name\nann\nbob\ncyd\neve\n"));
}

Test(turnout, nobody_of_the_enrolled)
{
    hand_in("readme.txt");
    cr_expect(is_doubtful("Name\nann\nbob\n"));
    hand_in("ann/counter.c");
    cr_expect_not(is_doubtful("Name\nann\nbob\n"));
}

Test(turnout, sections_without_a_roster)
{
    hand_in("section A/ann/counter.c");
    hand_in("section A/bob/counter.c");
    /* What was given out lies there, too, so they look like people. */
    hand_in("section A/counter.c");
    hand_in("section B/cyd/counter.c");
    hand_in("section B/dan/counter.c");
    cr_expect(is_doubtful(NULL));
    cr_expect_not(is_doubtful("Name\nann\nbob\ncyd\ndan\n"));
}

Test(turnout, a_class_without_a_roster)
{
    hand_in("ann/counter.c");
    hand_in("bob/counter.c");
    hand_in("cyd/a/counter.c");
    hand_in("cyd/b/counter.c");
    cr_expect_not(is_doubtful(NULL));
}
