/*
 * Compares what came of a made-up class with what must come of it:
 *
 *     class_check CLASS OUT              the intake
 *     class_check CLASS OUT graded       ... and records and grades.csv
 *     class_check CLASS OUT undated      a form whose times say nothing
 *
 * CLASS is a folder that make.sh made. Prints a line for each difference, then
 * how much was compared; the exit status is 0 only if nothing differs.
 */
#include <jansson.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "batch/base/csv.h"

enum { COLUMNS = 11, ROWS_MOST = 10000, PATH_ROOM = 4096 };

/* The columns of expected.tsv and students.tsv. */
enum { LOGIN, LESSON, VERDICT, FINDING, POINTS, LATE, TIME, KIND, SOURCE = 10 };
enum { NAME = 1, ENROLLED, MOODLE, CANVAS };

struct table {
    char *cell[ROWS_MOST][COLUMNS];
    size_t rows;
};

static struct table expected, students;
static size_t differences, compared;

static void differ(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

static void differ(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vprintf(format, values);
    va_end(values);
    putchar('\n');
    differences++;
}

static void *must(void *pointer, const char *what)
{
    if (!pointer) {
        perror(what);
        exit(2);
    }
    return pointer;
}

static void table_read(struct table *table, const char *folder,
                       const char *name)
{
    char path[PATH_ROOM];
    char *line = NULL;
    size_t size = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = must(fopen(path, "re"), path);
    while (getline(&line, &size, file) > 0 && table->rows < ROWS_MOST) {
        char *rest = must(strdup(line), "strdup");
        rest[strcspn(rest, "\n")] = '\0';
        for (size_t i = 0; i < COLUMNS && rest; i++)
            table->cell[table->rows][i] = strsep(&rest, "\t");
        table->rows++;
    }
    free(line);
    fclose(file);
}

static json_t *document_read(const char *path)
{
    json_error_t error;
    json_t *document = json_load_file(path, 0, &error);
    if (!document) {
        printf("%s: %s\n", path, error.text);
        exit(2);
    }
    return document;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static bool same(const char *left, const char *right)
{
    return left && strcmp(left, right) == 0;
}

/* Whose row a student of the intake is: by an id, else by the name. */
static char **person_find(const json_t *student)
{
    const json_t *ids = json_object_get(student, "ids");
    for (size_t i = 0; i < students.rows; i++) {
        char **row = students.cell[i];
        if (same(row[LOGIN], text_of(ids, "login")) ||
            same(row[CANVAS], text_of(ids, "canvas")) ||
            same(row[MOODLE], text_of(ids, "moodle")) ||
            same(row[LOGIN], text_of(student, "id")))
            return row;
    }
    /* A checkout is named course-LOGIN. */
    const char *tail = strrchr(text_of(student, "name"), '-');
    for (size_t i = 0; i < students.rows; i++)
        if (same(students.cell[i][NAME], text_of(student, "name")) ||
            (tail && same(students.cell[i][LOGIN], tail + 1)))
            return students.cell[i];
    return NULL;
}

static bool has_problem(const json_t *student, const json_t *submission)
{
    return json_array_size(json_object_get(student, "problems")) +
               json_array_size(json_object_get(submission, "problems")) >
           0;
}

static const json_t *submission_find(const json_t *student, const char *lesson)
{
    size_t i;
    json_t *submission;
    json_array_foreach(
        json_object_get(student, "submissions"), i,
        submission) if (same(lesson,
                             text_of(submission, "lesson"))) return submission;
    return NULL;
}

/* Does the form say nothing of when a file was handed in? */
static bool undated;

static void time_compare(char **row, const json_t *submission)
{
    if (undated) {
        if (json_object_get(submission, "time"))
            differ("%s %s: the download's time was taken", row[LOGIN],
                   row[LESSON]);
        return;
    }
    struct tm utc;
    char text[32];
    time_t when = atol(row[TIME]);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&when, &utc));
    if (!same(text_of(submission, "time"), text))
        differ("%s %s: handed in at %s, not %s", row[LOGIN], row[LESSON],
               text_of(submission, "time"), text);
}

/* What was taken, and whether it is told what was odd about it. */
static void taken_compare(char **row, const json_t *student)
{
    const json_t *submission = submission_find(student, row[LESSON]);
    const char *source = text_of(submission, "source");
    bool none = same(row[VERDICT], "none");
    compared++;
    if (!same(none ? "" : row[SOURCE], source))
        differ("%s %s (%s): took '%s', not '%s'", row[LOGIN], row[LESSON],
               row[KIND], source, row[SOURCE]);
    else if (!none)
        time_compare(row, submission);
    bool odd = (none && !same(row[KIND], "absent")) ||
               same(row[KIND], "renamed") || same(row[KIND], "utf16") ||
               same(row[KIND], "latin1");
    if (odd && !has_problem(student, submission))
        differ("%s %s (%s): nothing is said of it", row[LOGIN], row[LESSON],
               row[KIND]);
}

/* Is it one of the words, apart by '|'? */
static bool is_among(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (strcspn(at, "|") == length && strncmp(at, word, length) == 0)
            return true;
    }
    return false;
}

/* Is there a finding of one of the kinds, apart by '|'? */
static bool finding_has(const json_t *record, const char *kinds)
{
    size_t i, j;
    json_t *trial, *finding;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
        json_array_foreach(
            json_object_get(trial, "findings"), j,
            finding) if (is_among(kinds, text_of(finding, "kind"))) return true;
    return false;
}

static bool points_fit(const char *promise, double score)
{
    return *promise == '<' ? score < atof(promise + 1) : score == atof(promise);
}

static double number_of(const json_t *object, const char *name)
{
    return json_number_value(json_object_get(object, name));
}

static void record_compare(char **row, const json_t *student, const char *out,
                           const struct csv *grades, size_t line)
{
    char path[PATH_ROOM];
    const json_t *submission = submission_find(student, row[LESSON]);
    const char *key = text_of(submission, "key");
    double score = 0;
    if (!same(row[VERDICT], "none")) {
        snprintf(path, sizeof path, "%s/records/%s/%s.json", out, row[LESSON],
                 key);
        json_t *record = document_read(path);
        score =
            100 * number_of(record, "points") / number_of(record, "max_points");
        if (!is_among(row[VERDICT], text_of(record, "verdict")))
            differ("%s %s (%s): %s, not %s", row[LOGIN], row[LESSON], row[8],
                   text_of(record, "verdict"), row[VERDICT]);
        if (*row[FINDING] != '-' && !finding_has(record, row[FINDING]))
            differ("%s %s (%s): no finding '%s'", row[LOGIN], row[LESSON],
                   row[8], row[FINDING]);
        json_decref(record);
    }
    if (!points_fit(row[POINTS], score))
        differ("%s %s (%s): %g points, not %s", row[LOGIN], row[LESSON], row[8],
               score, row[POINTS]);
    int column = csv_column(grades, row[LESSON]);
    const char *cell = column < 0 ? "" : csv_cell(grades, line, (size_t)column);
    if (atof(cell) != score)
        differ("%s %s (%s): grades.csv has '%s', the record %g", row[LOGIN],
               row[LESSON], row[8], cell, score);
}

static void student_compare(const json_t *student, const char *out,
                            const struct csv *grades)
{
    char **person = person_find(student);
    size_t given = 0, line = 0, i;
    json_t *submission;
    if (!person) {
        differ("who is '%s' (%s)?", text_of(student, "name"),
               text_of(student, "id"));
        return;
    }
    if (json_is_true(json_object_get(student, "enrolled")) !=
        same(person[ENROLLED], "yes"))
        differ("%s: enrolled or not?", person[LOGIN]);
    person[ENROLLED] = "seen";
    int id = grades ? csv_column(grades, "id") : -1;
    while (id >= 0 && line < grades->count &&
           !same(csv_cell(grades, line, (size_t)id), text_of(student, "id")))
        line++;
    for (size_t row = 0; row < expected.rows; row++)
        if (same(expected.cell[row][LOGIN], person[LOGIN])) {
            taken_compare(expected.cell[row], student);
            given += !same(expected.cell[row][VERDICT], "none");
            if (grades)
                record_compare(expected.cell[row], student, out, grades, line);
        }
    json_array_foreach(json_object_get(student, "submissions"), i, submission)
        given -= *text_of(submission, "source") != '\0';
    if (given != 0)
        differ("%s: as many submissions are missing: %zd", person[LOGIN],
               (ssize_t)given);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    char path[PATH_ROOM];
    struct csv table = {.count = 0};
    const struct csv *grades = NULL;
    for (int word = 3; word < argc; word++) {
        if (same(argv[word], "graded"))
            grades = &table;
        undated |= same(argv[word], "undated");
    }
    table_read(&expected, argv[1], "expected.tsv");
    table_read(&students, argv[1], "students.tsv");
    snprintf(path, sizeof path, "%s/intake.json", argv[2]);
    json_t *intake = document_read(path);
    if (grades) {
        snprintf(path, sizeof path, "%s/grades.csv", argv[2]);
        if (csv_read(path, &table)) {
            printf("%s can't be read\n", path);
            return 2;
        }
    }
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(intake, "students"), i, student)
        student_compare(student, argv[2], grades);
    for (i = 0; i < students.rows; i++)
        if (same(students.cell[i][ENROLLED], "yes"))
            differ("%s (%s) is not there", students.cell[i][LOGIN],
                   students.cell[i][NAME]);
    if (compared != expected.rows)
        differ("%zu of %zu submissions were compared", compared, expected.rows);
    printf("%zu submissions of %zu students, %zu differences\n", compared,
           json_array_size(json_object_get(intake, "students")), differences);
    csv_free(&table);
    json_decref(intake);
    return differences != 0;
}
