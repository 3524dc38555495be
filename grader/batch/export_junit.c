/*
 * OUT/junit.xml (see exports.h): what continuous integration systems read.
 *
 * A suite needs its counts before its cases, so each suite is written into
 * memory first.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "batch/escape.h"
#include "batch/exports.h"
#include "batch/output.h"
#include "batch/score.h"
#include "batch/sql.h"

enum statement { STUDENTS, RESULTS, FINDINGS, STATEMENTS };

static const char *const texts[STATEMENTS] = {
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

static void counts_add(struct counts *sum, const struct counts *more)
{
    sum->tests += more->tests;
    sum->failures += more->failures;
    sum->errors += more->errors;
    sum->skipped += more->skipped;
    sum->seconds += more->seconds;
}

static void attribute_write(FILE *file, const char *name, const char *text)
{
    fprintf(file, " %s=\"", name);
    escape_html(file, text);
    fputc('"', file);
}

/* The element that says how a case ended; NULL for a pass. */
static const char *outcome_of(const char *state, const char *verdict,
                              struct counts *counts)
{
    if (strcmp(state, "missing") == 0) {
        counts->skipped++;
        return "skipped";
    }
    if (strcmp(state, "ungraded") == 0 || strcmp(verdict, "invalid") == 0) {
        counts->errors++;
        return "error";
    }
    if (strcmp(verdict, "pass") == 0)
        return NULL;
    counts->failures++;
    return "failure";
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
    counts->tests++;
    counts->seconds += seconds;
    const char *outcome = outcome_of(state, verdict, counts);
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

static int suite_write(FILE *file, sqlite3_stmt *const *statement,
                       struct counts *all)
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
        counts_add(all, &counts);
    }
    free(text);
    return error;
}

int export_junit(sqlite3 *db, const char *out)
{
    sqlite3_stmt *statement[STATEMENTS] = {NULL};
    struct counts all = {0};
    struct output suites = {0}, output = {0};
    int error = output_open(&suites);
    if (error)
        return error;
    for (int i = 0; i < STATEMENTS && !error; i++)
        error = sql_prepare(db, texts[i], &statement[i]);
    while (!error && sql_row(statement[STUDENTS], &error))
        error = suite_write(suites.file, statement, &all);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(statement[i]);
    char *text = output_take(&suites);
    if (!error)
        error = text ? output_open(&output) : ENOMEM;
    if (!error) {
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<testsuites name=\"Lockstep\"",
              output.file);
        counts_write(output.file, &all);
        fputs(text, output.file);
        fputs("</testsuites>\n", output.file);
        error = output_store(&output, 0, out, "junit.xml");
    }
    free(text);
    return error;
}
