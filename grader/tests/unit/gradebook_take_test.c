/* Records in the tables of the gradebook, and those that are none. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
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

TestSuite(gradebook_take, .init = begin, .fini = end);

Test(gradebook_take, records_are_in_the_tables_once)
{
    json_t *intake = book_ann_with(&book, "fail", 5, 10);
    json_t *bob = book_student(intake, "bob", "Bob");
    book_submit(bob, "01_lock", 'a', 'a');
    book_run(&book, intake, "");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM record"), "1");
    cr_expect_str_eq(
        book_ask(&book, "SELECT kit || ',' || compiler || ',' || seeds FROM"
                        " latest_run"),
        "0.1.0,gcc 12,1 7");
    cr_expect_str_eq(
        book_ask(&book, "SELECT kind || ' ' || title || ' ' || file || ':' ||"
                        " line || ' ' || promise FROM finding JOIN trial ON"
                        " trial.record = finding.record AND finding.trial ="
                        " trial.position"),
        "race Two threads <at> once counter.c:7 no update is lost");
    char *path = text_print("records/01_lock/%s.json0.25", book_hex('a'));
    cr_expect_str_eq(
        book_ask(&book, "SELECT path || seconds FROM latest_result"), path);
    free(path);
    json_decref(intake);
}

Test(gradebook_take, a_record_made_anew_replaces_the_broken_one)
{
    json_t *intake = book_ann_with(&book, "invalid", 0, 10);
    book_run(&book, intake, "");
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "graded pass 100.0 []");
    cr_expect_str_eq(book_ask(&book, "SELECT count(*) FROM trial"), "1");
    json_decref(intake);
}

/* It broke down before any trial. */
Test(gradebook_take, a_record_without_trials_that_is_made_anew_is_no_defect)
{
    json_t *intake = book_ann_with(&book, "invalid", 0, 0);
    char *path =
        text_print("%s/records/01_lock/%s.json", book.out, book_hex('a'));
    char *errors = text_print("%s/stderr.txt", book.out);
    json_t *record = json_load_file(path, 0, NULL);
    json_array_clear(json_object_get(record, "trials"));
    cr_assert_eq(store_write_json(path, record), 0);
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "graded invalid - [invalid]");
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    cr_assert_not_null(freopen(errors, "w", stderr));
    book_run(&book, intake, "");
    fflush(stderr);
    char *told = book_file(&book, "stderr.txt");
    cr_expect_str_eq(told, "");
    cr_expect_str_eq(book_of_ann(&book), "graded pass 100.0 []");
    json_decref(record);
    json_decref(intake);
    free(told);
    free(errors);
    free(path);
}

Test(gradebook_take, a_file_that_is_not_its_record_is_not_used)
{
    static const char *const contents[] = {
        "", "{", "[]", "{\"verdict\": \"pass\", \"points\": 1}"};
    json_t *intake = book_ann_with(&book, "pass", 10, 10);
    char *path =
        text_print("%s/records/01_lock/%s.json", book.out, book_hex('a'));
    for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
        cr_assert_eq(store_write(path, contents[i], strlen(contents[i])), 0);
        book_run(&book, intake, "");
        cr_expect_str_eq(book_of_ann(&book), "ungraded - - [ungraded]", "%s",
                         contents[i]);
    }
    book_record(&book, "01_lock", 'a', "perfect", 10, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "ungraded - - [ungraded]");
    book_record(&book, "01_lock", 'a', "pass", 11, 10);
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "ungraded - - [ungraded]");
    book_record(&book, "03_deadlock", 'a', "pass", 10, 10);
    char *other =
        text_print("%s/records/03_deadlock/%s.json", book.out, book_hex('a'));
    cr_assert_eq(rename(other, path), 0);
    book_run(&book, intake, "");
    cr_expect_str_eq(book_of_ann(&book), "ungraded - - [ungraded]");
    json_decref(intake);
    free(other);
    free(path);
}
