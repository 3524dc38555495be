/* A student's page: what it makes of the gradebook. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "batch/out/pages.h"
#include "tests/unit/book.h"

static struct book book;

static void begin(void)
{
    book_open(&book);
}

static void end(void)
{
    book_close(&book);
}

TestSuite(feedback, .init = begin, .fini = end);

static void expect_on_page(const char *words)
{
    char *text = book_file(&book, "feedback/ann.md");
    cr_expect_not_null(strstr(text, words), "no '%s' in:\n%s", words, text);
    free(text);
}

/* 1.005 has no binary fraction, and lies a little below. */
Test(feedback, the_total_of_what_is_shown_is_rounded_as_every_score)
{
    json_t *intake = book_intake();
    book_student(intake, "ann", "Ann");
    book_run(&book, intake,
             "01_lock\n02_critical_section\n03_deadlock 1 - hidden\n"
             "override ann 01_lock 2.01\n"
             "override ann 02_critical_section 0\n");
    cr_assert_eq(pages_feedback(book.db, book.out), 0);
    expect_on_page("your total is **1.01** of 100. Some lessons are not");
    json_decref(intake);
}

Test(feedback, says_when_it_came_and_was_due_and_in_which_zone)
{
    json_t *intake = book_ann_with(&book, "pass", 10, 10);
    json_object_set_new(book_work(intake), "time",
                        json_string("2026-10-26T12:00:00Z"));
    book_run(&book, intake,
             "time_zone Europe/Berlin\nslip_days 3\nlate_per_day 10\n"
             "01_lock 1 2026-10-24T13:30\n");
    cr_assert_eq(pages_feedback(book.db, book.out), 0);
    expect_on_page("It came 2026-10-26 13:00 CET and was due 2026-10-24 13:30 "
                   "CEST. It counts as 2 days late, 2 of them taken from your "
                   "slip days.");
    expect_on_page("Of your 3 slip days 2 are used.");
    json_decref(intake);
}
