/* What changed between two runs, and why. */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/sql.h"
#include "batch/book/gradebook.h"
#include "tests/unit/book.h"

static struct book book;
static json_t *intake, *ann, *work;

/* Ann's work gets 5 of 10. */
static void begin(void)
{
    book_open(&book);
    intake = book_intake();
    ann = book_student(intake, "ann", "Ann \033[31m\u202eLee");
    work = book_submit(ann, "01_lock", 'a', 'a');
    book_record(&book, "01_lock", 'a', "fail", 5, 10);
    book_run(&book, intake, "");
}

static void end(void)
{
    json_decref(intake);
    book_close(&book);
}

TestSuite(diff, .init = begin, .fini = end);

static char *diff(long from, long to, int expected)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    cr_expect_eq(gradebook_diff(book.db, from, to, file), expected);
    fclose(file);
    return text;
}

static void expect_line(const char *line)
{
    char *text = diff(0, 0, 0);
    cr_expect_not_null(strstr(text, line), "no '%s' in:\n%s", line, text);
    free(text);
}

Test(diff, needs_two_runs)
{
    free(diff(0, 0, ENOENT));
    free(diff(1, 7, ENOENT));
    char *text = diff(1, 1, 0);
    cr_expect_not_null(strstr(text, "No score changed."), "%s", text);
    free(text);
}

Test(diff, other_work_is_named)
{
    json_object_set_new(work, "source", json_string(book_hex('b')));
    json_object_set_new(work, "key", json_string(book_hex('b')));
    book_record(&book, "01_lock", 'b', "pass", 10, 10);
    book_run(&book, intake, "");
    expect_line("01_lock                      50 -> 100: other work "
                "(aaaaaaaaaaaa -> bbbbbbbbbbbb); fail -> pass\n");
    expect_line("1 student; scores: 1 up, 0 down, 0 from or to none\n");
    expect_line("ann (Ann \u241b[31m\uFFFDLee): total 50 -> 100\n");
    char *back = diff(2, 1, 0);
    cr_expect_not_null(strstr(back, "100 -> 50: other work"), "%s", back);
    free(back);
}

Test(diff, another_grader_is_named)
{
    json_object_set_new(work, "key", json_string(book_hex('b')));
    book_record(&book, "01_lock", 'b', "fail", 6, 10);
    book_run(&book, intake, "");
    expect_line("50 -> 60: other files of the kit, or other trials");
    cr_assert_eq(sql_run(book.db, "UPDATE result SET seeds = '3',"
                                  " compiler = 'gcc 9' WHERE run = 1"),
                 0);
    expect_line("50 -> 60: another compiler (gcc 9 -> gcc 12); other seeds "
                "(3 -> 1 7)\n");
}

Test(diff, trials_are_named_beside_other_causes)
{
    json_object_set_new(work, "key", json_string(book_hex('b')));
    book_record(&book, "01_lock", 'b', "fail", 6, 14);
    book_run(&book, intake, "");
    cr_assert_eq(sql_run(book.db, "UPDATE result SET seeds = '3' WHERE run = 1;"
                                  "UPDATE trial SET name = 'three'"
                                  " WHERE max_points = 14"),
                 0);
    expect_line("50 -> 42.86: other seeds (3 -> 1 7); no more the trial "
                "sum (10); also the trial three (14)\n");
}

Test(diff, rules_and_lateness_are_named)
{
    json_object_set_new(work, "time", json_string("2026-12-03T12:00:00Z"));
    book_run(&book, intake, "01_lock 1 2026-12-01T12:00Z\nlate_per_day 10\n");
    expect_line("50 -> 30: days late: 0 -> 2\n");
    book_run(&book, intake, "01_lock 1 2026-12-01T12:00Z\nlate_per_day 20\n");
    expect_line("30 -> 10: the policy takes 40 for it, not 20\n");
    book_run(&book, intake,
             "01_lock 1 2026-12-01T12:00Z\nlate_per_day 20\n"
             "excuse ann 01_lock 1\n");
    expect_line("10 -> 30: days excused: 0 -> 1\n");
}

Test(diff, a_persons_decision_is_named)
{
    book_run(&book, intake, "override ann 01_lock 85 \"spoke\033\"");
    expect_line("50 -> 85: override \"spoke\u241b\"\n");
    book_run(&book, intake, "override ann 01_lock 90");
    expect_line("85 -> 90: another override\n");
    book_run(&book, intake, "");
    expect_line("90 -> 50: no override any more\n");
    book_run(&book, intake, "override ann 01_lock -");
    expect_line("50 -> none: override\n");
}

Test(diff, who_comes_and_goes_is_named)
{
    json_t *bob = book_student(intake, "bob", "Bob");
    book_run(&book, intake, "");
    expect_line("bob (Bob): total none -> 0, new in the class\n"
                "  01_lock                      none -> 0: was not counted, "
                "is missing\n");
    book_submit(bob, "01_lock", 'a', 'a');
    book_run(&book, intake, "");
    expect_line("0 -> 50: was missing, is graded\n");
    json_array_remove(json_object_get(intake, "students"), 1);
    book_run(&book, intake, "");
    expect_line("bob (Bob): total 50 -> none, not in the class any more\n");
}

Test(diff, weights_change_totals)
{
    book_submit(ann, "03_deadlock", 'b', 'b');
    book_record(&book, "03_deadlock", 'b', "pass", 10, 10);
    book_run(&book, intake, "* 1");
    expect_line("none -> 100: was not counted, is graded\n");
    book_run(&book, intake, "01_lock 1\n03_deadlock 3");
    expect_line("total 75 -> 87.5, by the weights or by which lessons count\n");
}

Test(diff, a_machine_that_had_failed_is_no_defect)
{
    book_record(&book, "01_lock", 'a', "invalid", 0, 10);
    book_run(&book, intake, "");
    expect_line("50 -> none: fail -> invalid; graded again");
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_run(&book, intake, "");
    expect_line("none -> 100: invalid -> pass; graded again");
}

Test(diff, a_flipped_verdict_is_a_defect_and_loud)
{
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_run(&book, intake, "");
    char *text = diff(0, 0, EPROTO);
    cr_expect_not_null(strstr(text, "50 -> 100: fail -> pass; DEFECT: the same "
                                    "work was judged otherwise"),
                       "%s", text);
    cr_expect_not_null(strstr(text, "\nDEFECT: 1 times"), "%s", text);
    free(text);
}

Test(diff, a_flip_between_verdicts_without_points_is_one_too)
{
    book_record(&book, "01_lock", 'a', "fail", 0, 10);
    book_run(&book, intake, "");
    book_record(&book, "01_lock", 'a', "build", 0, 10);
    book_run(&book, intake, "");
    char *text = diff(0, 0, EPROTO);
    cr_expect_not_null(strstr(text, "0 -> 0: fail -> build; DEFECT"), "%s",
                       text);
    free(text);
}
