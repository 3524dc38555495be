/* A made-up class (see book.h). */
#include "tests/unit/book.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/book/gradebook.h"
#include "batch/intake/intake_file.h"

void book_open(struct book *book)
{
    snprintf(book->out, sizeof book->out, "build/test/book.XXXXXX");
    cr_assert_not_null(mkdtemp(book->out));
    cr_assert_eq(gradebook_open(book->out, &book->db), 0);
}

void book_close(struct book *book)
{
    cr_expect_eq(sqlite3_close(book->db), SQLITE_OK);
    store_remove(book->out);
}

const char *book_hex(char letter)
{
    static char hex[8][65];
    static unsigned turn;
    char *each = hex[turn++ % 8];
    memset(each, letter, 64);
    return each;
}

void book_record(const struct book *book, const char *lesson, char key,
                 const char *verdict, int points, int max_points)
{
    char *folder = text_print("%s/records/%s", book->out, lesson);
    char *path = text_print("%s/%s.json", folder, book_hex(key));
    cr_assert_eq(store_folder(folder), 0);
    json_t *record = json_pack(
        "{s:s, s:i, s:s, s:s, s:s, s:s, s:i, s:i, s:s, s:[ii], s:b,"
        " s:{s:s, s:s}, s:[{s:s, s:s, s:s, s:i, s:i,"
        " s:[{s:f}], s:[{s:s, s:s, s:[{s:s, s:i}]}]}]}",
        "format", "lockstep-record", "version", 1, "lesson", lesson, "title",
        "A lesson", "source", "counter.c", "verdict", verdict, "points", points,
        "max_points", max_points, "key", book_hex(key), "seeds", 1, 7,
        "sandbox", 1, "versions", "kit", "0.1.0", "compiler", "gcc 12",
        "trials", "name", "sum", "promise", "no update is lost", "verdict",
        verdict, "points", points, "max_points", max_points, "engines",
        "seconds", 0.25, "findings", "kind", "race", "title",
        "Two threads <at> once", "places", "file", "counter.c", "line", 7);
    cr_assert_not_null(record);
    cr_assert_eq(store_write_json(path, record), 0);
    json_decref(record);
    free(path);
    free(folder);
}

void book_spoil(const struct book *book, const char *lesson, char key)
{
    char *path =
        text_print("%s/records/%s/%s.json", book->out, lesson, book_hex(key));
    json_t *record = json_load_file(path, 0, NULL);
    json_object_set_new(json_array_get(json_object_get(record, "trials"), 0),
                        "verdict", json_string("invalid"));
    cr_assert_eq(store_write_json(path, record), 0);
    json_decref(record);
    free(path);
}

json_t *book_intake(void)
{
    return json_pack("{s:s, s:i, s:s, s:[], s:[]}", "format", "lockstep-intake",
                     "version", 1, "in", "submissions", "students", "problems");
}

json_t *book_student(json_t *intake, const char *id, const char *name)
{
    json_t *student =
        json_pack("{s:s, s:s, s:b, s:{}, s:[], s:[]}", "id", id, "name", name,
                  "enrolled", 1, "ids", "problems", "submissions");
    json_array_append_new(json_object_get(intake, "students"), student);
    return student;
}

json_t *book_submit(json_t *student, const char *lesson, char source, char key)
{
    json_t *submission = json_pack("{s:s, s:s, s:[]}", "lesson", lesson, "file",
                                   "counter.c", "problems");
    if (source)
        json_object_set_new(submission, "source",
                            json_string(book_hex(source)));
    if (key)
        json_object_set_new(submission, "key", json_string(book_hex(key)));
    json_array_append_new(json_object_get(student, "submissions"), submission);
    return submission;
}

int book_run_error(const struct book *book, const json_t *document,
                   const char *text)
{
    struct policy *policy;
    struct intake intake;
    cr_assert_eq(policy_parse(text, "policy", NULL, &policy), 0);
    cr_assert_eq(intake_of(document, &intake), 0);
    int error = gradebook_add_run(book->db, book->out, &intake, policy);
    intake_close(&intake);
    policy_free(policy);
    return error;
}

void book_run(const struct book *book, const json_t *intake, const char *text)
{
    cr_assert_eq(book_run_error(book, intake, text), 0);
}

const char *book_ask(const struct book *book, const char *question)
{
    static char answers[8][1024];
    static unsigned turn;
    char *answer = answers[turn++ % 8];
    sqlite3_stmt *statement;
    int error = sql_prepare(book->db, question, &statement);
    cr_assert_eq(error, 0, "%s", question);
    bool row = sql_row(statement, &error);
    snprintf(answer, sizeof answers[0], "%s",
             row ? sql_text(statement, 0) : "");
    sqlite3_finalize(statement);
    return answer;
}

char *book_file(const struct book *book, const char *name)
{
    char *path = text_print("%s/%s", book->out, name);
    char *text = file_read(path);
    cr_assert_not_null(text, "%s", path);
    free(path);
    return text;
}

const char *book_of_ann(const struct book *book)
{
    return book_ask(book,
                    "SELECT state || ' ' || coalesce(verdict, '-') || ' ' ||"
                    " coalesce(score, '-') || ' [' || flags || ']'"
                    " FROM latest_result WHERE student = 'ann'"
                    " ORDER BY position");
}

const char *book_total_of_ann(const struct book *book)
{
    return book_ask(book, "SELECT coalesce(score, '-') || ' [' || flags || "
                          "']' FROM latest_student WHERE id = 'ann'");
}

json_t *book_ann_with(const struct book *book, const char *verdict, int points,
                      int max_points)
{
    json_t *intake = book_intake();
    json_t *ann = book_student(intake, "ann", "Ann Lee");
    book_submit(ann, "01_lock", 'a', 'a');
    book_record(book, "01_lock", 'a', verdict, points, max_points);
    return intake;
}

json_t *book_work(const json_t *intake)
{
    json_t *ann = json_array_get(json_object_get(intake, "students"), 0);
    return json_array_get(json_object_get(ann, "submissions"), 0);
}
