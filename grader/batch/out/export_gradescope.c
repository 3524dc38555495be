/*
 * OUT/gradescope/STUDENT.json (see exports.h): Gradescope's results.json.
 *
 * `score` is the total, of as many points as Gradescope has for the assignment,
 * else of 100, and decides. The tests are there to be read; each has the part
 * of these points that its weight has of all. One test that students can't see
 * hides the total from them, too: that is Gradescope's rule, so a lesson's
 * visibility is passed on as it is. A lesson without a score has no score there
 * either, for Gradescope takes 0 for a failure.
 */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/output.h"
#include "batch/base/sql.h"
#include "batch/book/score.h"
#include "batch/out/exports.h"
#include "judge/draw/report.h"

enum {
    REPORT_MOST = 60000, /* bytes; longer texts are cut, and say so */
    DIGITS = 15,         /* 66.67, not 66.670000000000002 */
    FULL = 100
};

static const char students_text[] =
    "SELECT id, score, points FROM latest_student ORDER BY id";
static const char results_text[] =
    "SELECT title, score, visibility, state, coalesce(verdict, ''), path,"
    " coalesce(seconds, 0), flags, weight, lesson, record, late_days, penalty,"
    " note, problems, weight / sum(CASE WHEN score NOTNULL THEN weight END)"
    "  OVER () AS part"
    " FROM latest_result WHERE student = ? ORDER BY position";

enum column {
    TITLE,
    SCORE,
    VISIBILITY,
    STATE,
    VERDICT,
    PATH,
    SECONDS,
    FLAGS,
    WEIGHT,
    LESSON,
    RECORD,
    LATE_DAYS,
    PENALTY,
    NOTE,
    PROBLEMS,
    PART
};

/* Cuts a text where a character begins. */
static void text_cut(char *text)
{
    static const char end[] = "\n(cut here; the whole stands in the record)\n";
    if (strlen(text) <= REPORT_MOST)
        return;
    size_t at = REPORT_MOST - sizeof end;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    memcpy(text + at, end, sizeof end);
}

/* What the intake said about the file. */
static void problems_write(FILE *file, const char *text)
{
    size_t i;
    const json_t *each;
    json_t *problems = json_loads(text, 0, NULL);
    json_array_foreach(problems, i, each)
    {
        const char *words = json_string_value(json_object_get(each, "text"));
        if (words)
            fprintf(file, "%s\n", words);
    }
    json_decref(problems);
}

static void result_explain(FILE *file, sqlite3_stmt *result)
{
    static const struct {
        const char *state, *words;
    } states[] = {
        {"missing", "Nothing was handed in.\n"},
        {"unusable", "What was handed in could not be taken.\n"},
        {"ungraded", "It could not be graded; that is not your fault.\n"},
    };
    const char *state = sql_text(result, STATE);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(state, states[i].state) == 0)
            fputs(states[i].words, file);
    problems_write(file, sql_text(result, PROBLEMS));
    if (sql_number(result, PENALTY) > 0)
        fprintf(file, "Days late: %d. That costs %g of 100.\n",
                sqlite3_column_int(result, LATE_DAYS),
                sql_number(result, PENALTY));
    if (strstr(sql_text(result, FLAGS), "override"))
        fprintf(file, "Your instructor decided this score.%s%s\n",
                *sql_text(result, NOTE) ? " Note: " : "",
                sql_text(result, NOTE));
    if (isnan(sql_number(result, SCORE)))
        fputs("This lesson does not count for you as it stands.\n", file);
    else if (!(sql_number(result, WEIGHT) > 0))
        fprintf(file, "This would be %g of 100, but it is not counted.\n",
                sql_number(result, SCORE));
}

/* The report as `make check` shows it; one record is in memory at a time. */
static void report_add(FILE *file, const char *out, const char *path)
{
    char *name = *path ? text_print("%s/%s", out, path) : NULL;
    json_t *record = name ? json_load_file(name, 0, NULL) : NULL;
    if (record)
        report_write(file, record);
    json_decref(record);
    free(name);
}

/* All that is said about a result; owned by the caller, NULL without memory. */
static char *result_words(sqlite3_stmt *result, const char *out)
{
    struct output output;
    if (output_open(&output))
        return NULL;
    result_explain(output.file, result);
    report_add(output.file, out, sql_text(result, PATH));
    char *text = output_take(&output);
    char *safe = text ? escape_text(text) : NULL;
    if (safe)
        text_cut(safe);
    free(text);
    return safe;
}

static json_t *test_json(sqlite3_stmt *result, const char *out, double points)
{
    double score = sql_number(result, SCORE);
    const char *verdict = sql_text(result, VERDICT);
    char *words = result_words(result, out);
    char *title = escape_text(sql_text(result, TITLE));
    json_t *test = json_pack(
        "{s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s}}", "name",
        title ? title : "", "output", words ? words : "", "output_format",
        "text", "visibility", sql_text(result, VISIBILITY), "extra_data",
        "lesson", sql_text(result, LESSON), "state", sql_text(result, STATE),
        "verdict", verdict, "record", sql_text(result, RECORD));
    if (!isnan(score) && sql_number(result, WEIGHT) > 0) {
        double most = sql_number(result, PART) * points;
        json_object_set_new(test, "score",
                            json_real(score_round(most * score / FULL)));
        json_object_set_new(test, "max_score", json_real(score_round(most)));
        json_object_set_new(test, "status",
                            json_string(score >= FULL ? "passed" : "failed"));
    }
    if (!(sql_number(result, WEIGHT) > 0))
        json_object_set_new(test, "tags", json_pack("[s]", "not counted"));
    free(title);
    free(words);
    return test;
}

static int student_export(const char *out, sqlite3_stmt *student,
                          sqlite3_stmt *results)
{
    double seconds = 0, total = sql_number(student, 1);
    double points = sql_number(student, 2);
    json_t *tests = json_array();
    int error = sql_bind(results, "s", sql_text(student, 0));
    while (!error && sql_row(results, &error)) {
        seconds += sql_number(results, SECONDS);
        if (json_array_append_new(tests, test_json(results, out, points)))
            error = ENOMEM;
    }
    json_t *results_json = json_pack(
        "{s:o, s:i, s:s, s:s, s:s, s:o}", "score",
        json_real(isnan(total) ? 0 : score_round(total * points / FULL)),
        "execution_time", (int)seconds, "output",
        isnan(total) ? "Nothing can be counted yet; this is not a grade.\n"
                     : "The score is the weighted mean of the lessons below.\n",
        "output_format", "text", "visibility",
        isnan(total) ? "hidden" : "visible", "tests", tests);
    char *text =
        json_dumps(results_json, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));
    char *path = text_print("%s/gradescope/%s.json", out, sql_text(student, 0));
    if (!error && (!text || !path))
        error = ENOMEM;
    if (!error)
        error = store_write_unsynced(path, text, strlen(text));
    json_decref(results_json);
    free(text);
    free(path);
    return error;
}

/* Removes files of students who are not in the class any more. */
static int folder_clear(const char *out)
{
    char *folder = text_print("%s/gradescope", out);
    int error = folder ? store_remove(folder) : ENOMEM;
    if (!error)
        error = store_folder(folder);
    free(folder);
    return error;
}

int export_gradescope(sqlite3 *db, const char *out)
{
    sqlite3_stmt *students = NULL, *results = NULL;
    int error = folder_clear(out);
    if (!error)
        error = sql_prepare(db, students_text, &students);
    if (!error)
        error = sql_prepare(db, results_text, &results);
    while (!error && sql_row(students, &error))
        error = student_export(out, students, results);
    if (!error)
        error = store_sync(out);
    sqlite3_finalize(results);
    sqlite3_finalize(students);
    return error;
}
