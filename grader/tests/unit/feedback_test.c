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
