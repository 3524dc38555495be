/* The class page: whom it sends a person to. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "batch/out/pages.h"
#include "tests/unit/book.h"

static struct book book;
static json_t *intake;

/* Ann's work failed, and the machine failed in its trial. */
static void begin(void)
{
    book_open(&book);
    intake = book_intake();
    book_submit(book_student(intake, "ann", "Ann Lee"), "01_lock", 'a', 'a');
    book_record(&book, "01_lock", 'a', "fail", 5, 10);
    book_spoil(&book, "01_lock", 'a');
}

static void end(void)
{
    json_decref(intake);
    book_close(&book);
}

TestSuite(class_page, .init = begin, .fini = end);

/* The page of a run under a policy; owned by the caller. */
static char *page_of(const char *policy)
{
    book_run(&book, intake, policy);
    cr_assert_eq(pages_class(book.db, book.out), 0);
    return book_file(&book, "class.html");
}

Test(class_page, a_trial_that_the_machine_spoilt_is_the_machines_fault)
{
    char *page = page_of("");
    cr_expect_not_null(strstr(page, "<a href=\"#machine\">1 work was not"));
    cr_expect_not_null(strstr(page, "The machine failed in a trial of it."));
    free(page);
}

Test(class_page, what_a_person_decided_needs_no_look)
{
    char *page = page_of("override ann 01_lock 70 \"we spoke\"");
    cr_expect_null(strstr(page, "#machine"), "%s", page);
    cr_expect_not_null(strstr(page, "id=\"odd\""));
    cr_expect_not_null(strstr(page, "You set the score: we spoke."));
    free(page);
}
