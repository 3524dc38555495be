/* What the gradebook gives to other programs, with names that bite. */
#include "batch/out/exports.h"

#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/csv.h"
#include "tests/unit/book.h"

static struct book book;

static const char *const names[] = {
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\"quoted\", comma",
    "\u202eright to left",
    "esc\033]0;title\007\033[31m",
    "\U0001F600 emoji & ]]>",
    "new\r\nline",
    "-2+3",
    "@SUM(A1)",
    "plain",
};

enum { NAMES = sizeof names / sizeof names[0] };

/* Each name with another kind of result. */
static void begin(void)
{
    book_open(&book);
    json_t *intake = book_intake();
    book_record(&book, "01_lock", 'a', "pass", 10, 10);
    book_record(&book, "01_lock", 'b', "fail", 1, 3);
    book_record(&book, "01_lock", 'c', "integrity", 10, 10);
    book_record(&book, "01_lock", 'd', "invalid", 0, 10);
    book_record(&book, "01_lock", 'e', "build", 0, 10);
    for (int i = 0; i < NAMES; i++) {
        char id[8];
        snprintf(id, sizeof id, "s%d", i);
        json_t *student = book_student(intake, id, names[i]);
        json_object_set_new(json_object_get(student, "ids"), "email",
                            json_string("+a@example.org"));
        if (i < 5)
            book_submit(student, "01_lock", (char)('a' + i), (char)('a' + i));
        else if (i == 5)
            book_submit(student, "01_lock", 0, 0);
        else if (i == 6)
            book_submit(student, "01_lock", 'f', 'f');
    }
    book_run(&book, intake, "01_lock 2 - after_published\n03_deadlock 0\n");
    json_decref(intake);
}

static void end(void)
{
    book_close(&book);
}

TestSuite(exports, .init = begin, .fini = end);

/* No byte that a terminal obeys, and nothing that is no character. */
static void expect_harmless(const char *text)
{
    for (const char *at = text; *at; at++)
        cr_assert((unsigned char)*at >= ' ' || strchr("\r\n\t", *at), "%.40s",
                  at);
    cr_expect_null(strstr(text, "\u202e"));
}

Test(exports, grades_have_a_row_each_and_no_formula)
{
    struct csv csv;
    cr_assert_eq(export_grades(book.db, book.out), 0);
    char *text = book_file(&book, "grades.csv");
    expect_harmless(text);
    cr_assert_eq(csv_parse(text, &csv), 0);
    cr_assert_eq(csv.count, NAMES + 1);
    static const char *const heading[] = {"name",  "id",      "email",
                                          "login", "01_lock", "03_deadlock",
                                          "total", "flags"};
    for (size_t i = 0; i < 8; i++)
        cr_expect_str_eq(csv_cell(&csv, 0, i), heading[i]);
    for (size_t i = 1; i < csv.count; i++) {
        cr_expect_eq(csv.rows[i].count, 8);
        for (size_t j = 0; j < 8; j++)
            cr_expect_null(memchr("=+-@", *csv_cell(&csv, i, j), 4), "%s",
                           csv_cell(&csv, i, j));
    }
    cr_expect_str_eq(csv_cell(&csv, 1, 0), "'=cmd|' /C calc'!A0");
    cr_expect_str_eq(csv_cell(&csv, 3, 0), "\"quoted\", comma");
    cr_expect_str_eq(csv_cell(&csv, 8, 0), "'-2+3");
    cr_expect_str_eq(csv_cell(&csv, 1, 4), "100");
    cr_expect_str_eq(csv_cell(&csv, 1, 5), "0");
    cr_expect_str_eq(csv_cell(&csv, 1, 6), "100");
    cr_expect_str_eq(csv_cell(&csv, 2, 4), "33.33");
    cr_expect_str_eq(csv_cell(&csv, 4, 4), "");
    cr_expect_str_eq(csv_cell(&csv, 4, 6), "");
    cr_expect_str_eq(csv_cell(&csv, 4, 7),
                     "invalid:01_lock missing:03_deadlock");
    csv_free(&csv);
    free(text);
}

static json_t *gradescope(const char *student)
{
    char name[64];
    snprintf(name, sizeof name, "gradescope/%s.json", student);
    char *text = book_file(&book, name);
    json_t *results = json_loads(text, 0, NULL);
    cr_assert_not_null(results, "%s", text);
    free(text);
    return results;
}

static bool is_one_of(const json_t *value, const char *words)
{
    const char *word = json_string_value(value);
    return word && strstr(words, word);
}

static void gradescope_test_check(const json_t *test)
{
    static const char members[] = "name score max_score status output "
                                  "output_format visibility tags extra_data";
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)test, key, value)
        cr_expect_not_null(strstr(members, key), "%s", key);
    cr_expect(json_is_string(json_object_get(test, "name")));
    const json_t *score = json_object_get(test, "score");
    const json_t *most = json_object_get(test, "max_score");
    cr_expect_eq(!score, !most);
    cr_expect_eq(!score, !json_object_get(test, "status"));
    if (score) {
        cr_expect(json_number_value(score) >= 0);
        cr_expect(json_number_value(score) <= json_number_value(most));
        cr_expect(is_one_of(json_object_get(test, "status"), "passed failed"));
    }
    cr_expect(is_one_of(json_object_get(test, "output_format"),
                        "text html simple_format md ansi"));
    cr_expect(is_one_of(json_object_get(test, "visibility"),
                        "hidden after_due_date after_published visible"));
    expect_harmless(json_string_value(json_object_get(test, "output")));
    cr_expect(strlen(json_string_value(json_object_get(test, "output"))) <=
              60000);
}

Test(exports, gradescope_is_as_its_format_says)
{
    cr_assert_eq(export_gradescope(book.db, book.out), 0);
    for (int i = 0; i < NAMES; i++) {
        char id[8];
        snprintf(id, sizeof id, "s%d", i);
        json_t *results = gradescope(id);
        const json_t *score = json_object_get(results, "score");
        cr_expect(json_is_number(score));
        cr_expect(json_is_integer(json_object_get(results, "execution_time")));
        size_t j;
        const json_t *test;
        json_array_foreach(json_object_get(results, "tests"), j, test)
            gradescope_test_check(test);
        cr_expect_eq(j, 2);
        json_decref(results);
    }
}

Test(exports, gradescope_says_what_the_gradebook_says)
{
    cr_assert_eq(export_gradescope(book.db, book.out), 0);
    json_t *results = gradescope("s1");
    const json_t *test = json_array_get(json_object_get(results, "tests"), 0);
    cr_expect_eq(json_number_value(json_object_get(results, "score")), 33.33);
    cr_expect_eq(json_number_value(json_object_get(test, "score")), 33.33);
    cr_expect(
        is_one_of(json_object_get(test, "visibility"), "after_published"));
    cr_expect_not_null(
        strstr(json_string_value(json_object_get(test, "output")),
               "Two threads <at> once"));
    json_decref(results);
    results = gradescope("s3");
    test = json_array_get(json_object_get(results, "tests"), 0);
    cr_expect_null(json_object_get(test, "score"));
    cr_expect(is_one_of(json_object_get(results, "visibility"), "hidden"));
    json_decref(results);
}

Test(exports, gradescope_forgets_who_left)
{
    cr_assert_eq(export_gradescope(book.db, book.out), 0);
    json_t *intake = book_intake();
    book_student(intake, "s1", "Left alone");
    book_run(&book, intake, "01_lock");
    cr_assert_eq(export_gradescope(book.db, book.out), 0);
    char *gone = text_print("%s/gradescope/s0.json", book.out);
    cr_expect_not(store_has(gone));
    json_decref(gradescope("s1"));
    json_decref(intake);
    free(gone);
}

/* Gives all but the last of the class a page, and Moodle's number to two. */
static void pages_make(void)
{
    json_t *intake = book_intake();
    char *folder = text_print("%s/feedback", book.out);
    cr_assert_eq(store_folder(folder), 0);
    static const char *const ids[] = {"ann_lee", "bob", "cy"};
    for (int i = 0; i < 3; i++) {
        json_t *student = book_student(intake, ids[i], names[i]);
        char *page = text_print("%s/%s.html", folder, ids[i]);
        if (i != 1)
            json_object_set_new(json_object_get(student, "ids"), "moodle",
                                json_string(i ? "13" : "12"));
        if (i != 2)
            cr_assert_eq(store_write(page, ids[i], strlen(ids[i])), 0);
        free(page);
    }
    book_run(&book, intake, "01_lock");
    json_decref(intake);
    free(folder);
}

Test(exports, moodle_gets_the_pages_of_those_it_knows)
{
    pages_make();
    cr_assert_eq(export_moodle_feedback(book.db, book.out), 0);
    char *path = text_print("%s/moodle_feedback.zip", book.out);
    struct archive *zip = archive_read_new();
    struct archive_entry *entry;
    char text[16] = "";
    archive_read_support_format_zip(zip);
    cr_assert_eq(archive_read_open_filename(zip, path, 4096), ARCHIVE_OK);
    cr_assert_eq(archive_read_next_header(zip, &entry), ARCHIVE_OK);
    cr_expect_str_eq(archive_entry_pathname(entry),
                     "ann-lee_12_assignfeedback_file_/feedback.html");
    cr_expect_eq(archive_read_data(zip, text, sizeof text - 1), 7);
    cr_expect_str_eq(text, "ann_lee");
    cr_expect_eq(archive_read_next_header(zip, &entry), ARCHIVE_EOF);
    archive_read_free(zip);
    free(path);
}

/* Hands in under a name as Canvas has it, and makes that student's page. */
static void canvas_hand_in(json_t *intake, const char *id, const char *file)
{
    json_t *work = book_submit(book_student(intake, id, id), "01_lock", 'a', 0);
    json_object_set_new(work, "file", json_string(file));
    char *page = text_print("%s/feedback/%s.md", book.out, id);
    cr_assert_eq(store_write(page, id, strlen(id)), 0);
    free(page);
}

Test(exports, canvas_gets_the_pages_under_the_names_of_the_works)
{
    char *folder = text_print("%s/feedback", book.out);
    cr_assert_eq(store_folder(folder), 0);
    json_t *intake = book_intake();
    canvas_hand_in(intake, "ann", "Lab 1/leeann_LATE_4711_889_counter-2.c");
    canvas_hand_in(intake, "bob", "raybob_4712_890_lock.zip/counter.c");
    canvas_hand_in(intake, "cy", "cy/counter.c");
    book_run(&book, intake, "01_lock");
    json_decref(intake);
    cr_assert_eq(export_canvas_feedback(book.db, book.out), 0);
    char *path = text_print("%s/canvas_feedback.zip", book.out);
    struct archive *zip = archive_read_new();
    struct archive_entry *entry;
    char text[16] = "";
    archive_read_support_format_zip(zip);
    cr_assert_eq(archive_read_open_filename(zip, path, 4096), ARCHIVE_OK);
    cr_assert_eq(archive_read_next_header(zip, &entry), ARCHIVE_OK);
    cr_expect_str_eq(archive_entry_pathname(entry),
                     "leeann_LATE_4711_889_counter-2.c");
    cr_expect_eq(archive_read_data(zip, text, sizeof text - 1), 3);
    cr_expect_str_eq(text, "ann");
    cr_expect_eq(archive_read_next_header(zip, &entry), ARCHIVE_EOF);
    archive_read_free(zip);
    free(path);
    free(folder);
}
