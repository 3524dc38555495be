/*
 * OUT/junit.xml (see exports.h): what continuous integration systems read.
 *
 * A suite needs its counts before its cases, so each suite is written into
 * memory first; those of all are counted before anything is written.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "batch/base/output.h"
#include "batch/base/sql.h"
#include "batch/book/score.h"
#include "batch/out/exports.h"

enum statement { ALL, STUDENTS, RESULTS, FINDINGS, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [ALL] = "SELECT state, coalesce(verdict, ''), coalesce(seconds, 0)"
            " FROM latest_result",
    [STUDENTS] = "SELECT id, name FROM latest_student ORDER BY id",
    [RESULTS] = "SELECT lesson, title, state, coalesce(verdict, ''), record,"
                " coalesce(seconds, 0), score, points, max_points, flags"
                " FROM latest_result WHERE student = ? ORDER BY position",
    [FINDINGS] =
        "SELECT name, promise, trial.verdict, kind, title, file, line"
        " FROM trial LEFT JOIN finding ON finding.record = trial.record"
        " AND finding.trial = trial.position WHERE trial.record = ?"
        " AND trial.verdict <> 'pass'"
        " ORDER BY trial.position, finding.position",
};

/* What is counted for a suite, or for all. */
struct counts {
    long tests, failures, errors, skipped;
    double seconds;
};

static void counts_write(FILE *file, const struct counts *counts)
{
    fprintf(file,
            " tests=\"%ld\" failures=\"%ld\" errors=\"%ld\" skipped=\"%ld\""
            " time=\"%.3f\">\n",
            counts->tests, counts->failures, counts->errors, counts->skipped,
            counts->seconds);
}

static void attribute_write(FILE *file, const char *name, const char *text)
{
    fprintf(file, " %s=\"", name);
    escape_html(file, text);
    fputc('"', file);
}

/* The element that says how a case ended; NULL for a pass. */
static const char *outcome_of(const char *state, const char *verdict)
{
    if (strcmp(state, "missing") == 0)
        return "skipped";
    if (strcmp(state, "ungraded") == 0 || strcmp(verdict, "invalid") == 0)
        return "error";
    return strcmp(verdict, "pass") == 0 ? NULL : "failure";
}

static void case_count(struct counts *counts, const char *outcome,
                       double seconds)
{
    counts->tests++;
    counts->seconds += seconds;
    if (!outcome)
        return;
    counts->skipped += strcmp(outcome, "skipped") == 0;
    counts->errors += strcmp(outcome, "error") == 0;
    counts->failures += strcmp(outcome, "failure") == 0;
}

static int all_count(sqlite3_stmt *all, struct counts *counts)
{
    int error = 0;
    while (!error && sql_row(all, &error))
        case_count(counts, outcome_of(sql_text(all, 0), sql_text(all, 1)),
                   sql_number(all, 2));
    return error;
}

static void message_write(FILE *file, sqlite3_stmt *result)
{
    char score[SCORE_TEXT];
    const char *state = sql_text(result, 2), *verdict = sql_text(result, 3);
    const char *shown = score_text(sql_number(result, 6), score);
    fprintf(file, " message=\"%s", *verdict ? verdict : state);
    if (*verdict)
        fprintf(file, ", %lld of %lld points",
                (long long)sqlite3_column_int64(result, 7),
                (long long)sqlite3_column_int64(result, 8));
    fprintf(file, "; score: %s", *shown ? shown : "none");
    if (*sql_text(result, 9))
        fprintf(file, "; flags: %s", sql_text(result, 9));
    fputc('"', file);
}

static int findings_write(FILE *file, sqlite3_stmt *findings,
                          const char *record)
{
    int error = sql_bind(findings, "s", record);
    while (!error && sql_row(findings, &error)) {
        escape_html(file, sql_text(findings, 0));
        fputs(" (", file);
        escape_html(file, sql_text(findings, 1));
        fputs("): ", file);
        escape_html(file, sql_text(findings, 2));
        if (*sql_text(findings, 3)) {
            fputs(": ", file);
            escape_html(file, sql_text(findings, 4));
            fputs(" [", file);
            escape_html(file, sql_text(findings, 3));
            fputc(']', file);
        }
        if (*sql_text(findings, 5)) {
            fputs(" at ", file);
            escape_html(file, sql_text(findings, 5));
            fprintf(file, ":%d", sqlite3_column_int(findings, 6));
        }
        fputc('\n', file);
    }
    return error;
}

static int case_write(FILE *file, const char *student, sqlite3_stmt *result,
                      sqlite3_stmt *findings, struct counts *counts)
{
    int error = 0;
    double seconds = sql_number(result, 5);
    const char *state = sql_text(result, 2), *verdict = sql_text(result, 3);
    fputs("    <testcase", file);
    attribute_write(file, "classname", student);
    attribute_write(file, "name", sql_text(result, 0));
    fprintf(file, " time=\"%.3f\"", seconds);
    const char *outcome = outcome_of(state, verdict);
    case_count(counts, outcome, seconds);
    if (!outcome) {
        fputs("/>\n", file);
        return 0;
    }
    fprintf(file, ">\n      <%s", outcome);
    message_write(file, result);
    if (strcmp(outcome, "skipped") != 0) {
        attribute_write(file, "type", *verdict ? verdict : state);
        fputc('>', file);
        error = findings_write(file, findings, sql_text(result, 4));
        fprintf(file, "</%s", outcome);
        fputs(">\n    </testcase>\n", file);
    } else {
        fputs("/>\n    </testcase>\n", file);
    }
    return error;
}

static int suite_write(FILE *file, sqlite3_stmt *const *statement)
{
    struct output cases;
    struct counts counts = {0};
    const char *student = sql_text(statement[STUDENTS], 0);
    int error = output_open(&cases);
    if (error)
        return error;
    error = sql_bind(statement[RESULTS], "s", student);
    while (!error && sql_row(statement[RESULTS], &error))
        error = case_write(cases.file, student, statement[RESULTS],
                           statement[FINDINGS], &counts);
    char *text = output_take(&cases);
    if (!text && !error)
        error = ENOMEM;
    if (!error) {
        fputs("  <testsuite", file);
        attribute_write(file, "name", student);
        counts_write(file, &counts);
        fputs("    <properties>\n      <property name=\"name\"", file);
        attribute_write(file, "value", sql_text(statement[STUDENTS], 1));
        fputs("/>\n    </properties>\n", file);
        fputs(text, file);
        fputs("  </testsuite>\n", file);
    }
    free(text);
    return error;
}

static int suites_write(FILE *file, sqlite3_stmt *const *statement)
{
    struct counts counts = {0};
    int error = all_count(statement[ALL], &counts);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<testsuites name=\"Lockstep\"",
          file);
    counts_write(file, &counts);
    while (!error && sql_row(statement[STUDENTS], &error))
        error = suite_write(file, statement);
    fputs("</testsuites>\n", file);
    return error;
}

int export_junit(sqlite3 *db, const char *out)
{
    sqlite3_stmt *statement[STATEMENTS] = {NULL};
    struct store_file junit;
    int error = store_begin_in(&junit, out, "junit.xml");
    if (error)
        return error;
    for (int i = 0; i < STATEMENTS && !error; i++)
        error = sql_prepare(db, texts[i], &statement[i]);
    if (!error)
        error = suites_write(junit.file, statement);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(statement[i]);
    return store_end(&junit, error);
}
