/* Runs of the gradebook: when one is kept, and that it is kept whole. */
#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/book/gradebook.h"
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

TestSuite(gradebook_run, .init = begin, .fini = end);

Test(gradebook_run, an_equal_run_adds_nothing)
{
    json_t *intake = book_ann_with(&book, "fail", 5, 10);
    book_run(&book, intake, "* 1\n");
    book_run(&book, intake, "* 1\n");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "1");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM result"), "1");
    book_run(&book, intake, "* 2\n");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "2");
    book_run(&book, intake, "* 1\n");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "3");
    book_run(&book, intake, "* 1\n");
    cr_expect_str_eq(book_ask(&book, "SELECT max(id) FROM run"), "3");
    json_decref(intake);
}

Test(gradebook_run, every_change_is_a_new_run)
{
    json_t *intake = book_ann_with(&book, "fail", 5, 10);
    json_t *ann = json_array_get(json_object_get(intake, "students"), 0);
    json_t *work = book_work(intake);
    book_run(&book, intake, "");
    json_object_set_new(ann, "name", json_string("Ann Moore"));
    book_run(&book, intake, "");
    json_object_set_new(work, "time", json_string("2026-12-01T11:00:00Z"));
    book_run(&book, intake, "");
    json_object_set_new(work, "source", json_string(book_hex('b')));
    book_run(&book, intake, "");
    json_array_append_new(json_object_get(intake, "problems"),
                          json_string("x"));
    book_run(&book, intake, "");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "5");
    json_decref(intake);
}

Test(gradebook_run, a_failed_run_leaves_the_old_state)
{
    json_t *intake = book_ann_with(&book, "pass", 10, 10);
    book_run(&book, intake, "");
    json_array_append_new(json_object_get(intake, "students"),
                          json_pack("{s:s}", "name", "no id"));
    cr_expect_eq(book_run_error(&book, intake, "* 3"), EINVAL);
    cr_expect_str_eq(book_of_ann(&book), "graded pass 100.0 []");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM run"), "1");
    cr_expect_str_eq(book_ask(&book, "SELECT weight FROM lesson"), "1.0");
    json_decref(intake);
}

/* A class that changes in every run, so that each writes all it has. */
static void class_change(json_t *intake, int round)
{
    json_array_clear(json_object_get(intake, "students"));
    for (int i = 0; i < 200; i++) {
        char id[16], name[32];
        snprintf(id, sizeof id, "s%03d", i);
        snprintf(name, sizeof name, "Name %d", round);
        book_submit(book_student(intake, id, name), "01_lock", 'a', 'a');
    }
}

static void runs_forever(void)
{
    struct book own = book;
    json_t *intake = book_intake();
    if (gradebook_open(book.out, &own.db))
        _exit(1);
    for (int round = 1;; round++) {
        class_change(intake, round);
        book_run(&own, intake, "");
    }
}

Test(gradebook_run, killed_at_any_moment_it_is_as_before_or_after)
{
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    sqlite3_close(book.db);
    int runs = 0;
    /* Later and later, until some run came to its end, however slow. */
    for (int i = 0; i < 25 || (runs == 0 && i < 400); i++) {
        pid_t child = fork();
        if (child == 0)
            runs_forever();
        long milliseconds = 20 + 4L * i;
        struct timespec moment = {milliseconds / 1000,
                                  milliseconds % 1000 * 1000000};
        nanosleep(&moment, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        cr_assert_eq(gradebook_open(book.out, &book.db), 0);
        cr_expect_str_eq(book_ask(&book, "PRAGMA integrity_check"), "ok");
        cr_expect_str_eq(book_ask(&book, "PRAGMA foreign_key_check"), "");
        cr_expect_str_eq(
            book_ask(&book, "SELECT count(*) FROM run WHERE digest = '' OR 200"
                            " <> (SELECT count(*) FROM result WHERE run = id)"
                            " OR 200 <> (SELECT count(*) FROM total WHERE run"
                            " = id)"),
            "0");
        cr_expect_leq(
            atoi(book_ask(&book, "SELECT count(DISTINCT name) FROM student")),
            1);
        runs = atoi(book_ask(&book, "SELECT count(*) FROM run"));
        sqlite3_close(book.db);
    }
    cr_assert_eq(gradebook_open(book.out, &book.db), 0);
    cr_expect_gt(runs, 0, "no run ever came to its end");
}
