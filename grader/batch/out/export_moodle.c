/*
 * OUT/moodle.csv (see exports.h): Moodle's offline grading worksheet, filled
 * in.
 *
 * Its headings are in the site's language, so columns are known by what is in
 * them: the first whose cells are all one word and a number (`Participant 12`,
 * `Teilnehmer/in12`) is the identifier; a column of one and the same positive
 * number is the maximum, and the grade is the column before it. `Last modified
 * (grade)` is left alone: Moodle compares it with its own, so as not to lose a
 * grade that somebody gave in the meantime.
 */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "batch/base/sql.h"
#include "batch/book/policy.h"
#include "batch/out/exports.h"
#include "batch/out/fill.h"

enum { FULL = 100 };
static const size_t none = (size_t)-1;

/* "Grade" in some of Moodle's languages, as its own translations have it. */
static const char *const grade_headings[] = {
    "Grade",       "Bewertung",    "Note",      "Calificación", "Valutazione",
    "Nota",        "Cijfer",       "Karakter",  "Betyg",        "Ocena",
    "Beoordeling", "Qualificació", "Hodnocení", "Arvosana",     "Оценка",
    "Оцінка",      "評定",         "成绩",      "Not"};

/* The worksheet being filled. */
struct moodle {
    sqlite3 *db;
    struct sheet sheet;
    struct people people;
    struct person_row *rows;
    size_t row_count;
    size_t identifier;
    struct fill_column grade;
    struct policy *policy;
};

/* Where the number at a text's end begins; NULL if a word and a number are not
 * all there is. */
static const char *number_of(const char *text)
{
    const char *number = text + strlen(text);
    while (number > text && isdigit((unsigned char)number[-1]))
        number--;
    return *number && number > text ? number : NULL;
}

static bool is_identifier(const struct sheet *sheet, size_t column)
{
    const char *first = sheet_cell(sheet, 1, column);
    const char *number = number_of(first);
    for (size_t row = 1; number && row < sheet->csv.count; row++) {
        const char *text = sheet_cell(sheet, row, column);
        const char *other = number_of(text);
        if (!other || other - text != number - first ||
            strncmp(text, first, (size_t)(number - first)) != 0)
            return false;
    }
    return number != NULL;
}

static bool is_maximum(const struct sheet *sheet, size_t column)
{
    double most = sheet_number(sheet_cell(sheet, 1, column));
    for (size_t row = 2; most > 0 && row < sheet->csv.count; row++)
        if (sheet_number(sheet_cell(sheet, row, column)) != most)
            return false;
    return most > 0;
}

/* Whether it can hold a grade: numbers, and cells where there is none yet. */
static bool is_grade(const struct sheet *sheet, size_t column)
{
    for (size_t row = 1; row < sheet->csv.count; row++) {
        const char *text = sheet_cell(sheet, row, column);
        if (strspn(text, " -") != strlen(text) && isnan(sheet_number(text)))
            return false;
    }
    return true;
}

static size_t grade_by_heading(const struct sheet *sheet)
{
    size_t known = sizeof grade_headings / sizeof grade_headings[0];
    for (size_t i = 0; i < sheet->csv.rows[0].count; i++)
        for (size_t j = 0; j < known; j++)
            if (strcasecmp(sheet_cell(sheet, 0, i), grade_headings[j]) == 0)
                return i;
    return none;
}

/* The column before the maximum. */
static size_t grade_by_content(const struct sheet *sheet, size_t identifier)
{
    for (size_t i = identifier + 2; i < sheet->csv.rows[0].count; i++)
        if (is_maximum(sheet, i) && is_grade(sheet, i - 1))
            return i - 1;
    return none;
}

static int columns_find(struct moodle *moodle)
{
    const struct sheet *sheet = &moodle->sheet;
    size_t columns = sheet->csv.count > 1 ? sheet->csv.rows[0].count : 0;
    size_t identifier = 0;
    while (identifier < columns && !is_identifier(sheet, identifier))
        identifier++;
    if (identifier == columns)
        return EINVAL;
    moodle->identifier = identifier;
    size_t grade = grade_by_heading(sheet);
    if (grade == none)
        grade = grade_by_content(sheet, identifier);
    if (grade == none || !is_grade(sheet, grade))
        return EINVAL;
    bool scaled = grade + 1 < columns && is_maximum(sheet, grade + 1);
    moodle->grade.column = grade;
    moodle->grade.most =
        scaled ? sheet_number(sheet_cell(sheet, 1, grade + 1)) : FULL;
    char own = sheet_decimal(sheet, 1, grade);
    moodle->grade.decimal =
        scaled && own == '.' ? sheet_decimal(sheet, 1, grade + 1) : own;
    return 0;
}

/* The first cell of a row that could be an address. */
static const char *email_of(const struct sheet *sheet, size_t row)
{
    for (size_t i = 0; i < sheet->csv.rows[row].count; i++)
        if (strchr(sheet_cell(sheet, row, i), '@'))
            return sheet_cell(sheet, row, i);
    return "";
}

/* "Grade can be changed" and "Scale" in some of Moodle's languages. */
static const char *const changeable_headings[] = {
    "Grade can be changed", "Bewertung kann geändert werden",
    "La note peut être modifiée", "La calificación puede ser cambiada"};
static const char *const scale_headings[] = {"Scale", "Skala", "Barème",
                                             "Escala"};
static const char *const no_words[] = {"No", "Nein", "Non"};

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

#define IS_ONE_OF(text, words)                                                 \
    is_one_of(text, words, sizeof(words) / sizeof(words)[0])

/* Whether Moodle takes no number in a row: it would leave the row out without
 * a word. */
static bool is_locked(const struct sheet *sheet, size_t row)
{
    for (size_t i = 0; i < sheet->csv.rows[0].count; i++) {
        const char *heading = sheet_cell(sheet, 0, i);
        const char *cell = sheet_cell(sheet, row, i);
        if ((IS_ONE_OF(heading, changeable_headings) &&
             IS_ONE_OF(cell, no_words)) ||
            (IS_ONE_OF(heading, scale_headings) && *cell &&
             isnan(sheet_number(cell))))
            return true;
    }
    return false;
}

static int rows_read(struct moodle *moodle)
{
    const struct sheet *sheet = &moodle->sheet;
    moodle->rows = calloc(sheet->csv.count, sizeof *moodle->rows);
    if (!moodle->rows)
        return ENOMEM;
    for (size_t row = 1; row < sheet->csv.count; row++) {
        const char *cell = sheet_cell(sheet, row, moodle->identifier);
        const char *number = number_of(cell);
        moodle->rows[moodle->row_count++] = (struct person_row){
            .row = row,
            .locked = is_locked(sheet, row),
            .keys = {.canvas = "",
                     .moodle = number ? number : "",
                     .sis = "",
                     .login = "",
                     .email = email_of(sheet, row),
                     .name = sheet_cell(sheet, row, moodle->identifier + 1)}};
    }
    return 0;
}

/* A misspelt lesson would leave the sheet empty, without a word. */
static int lesson_check(sqlite3 *db, const char *lesson)
{
    sqlite3_stmt *statement;
    int error =
        sql_prepare(db, "SELECT 1 FROM latest_lesson WHERE id = ?", &statement);
    if (!error)
        error = sql_bind(statement, "s", lesson);
    if (!error && !sql_row(statement, &error) && !error) {
        fputs("moodle.csv: no lesson that counts is called ", stderr);
        escape_plain(stderr, lesson);
        fputc('\n', stderr);
        error = EINVAL;
    }
    sqlite3_finalize(statement);
    return error;
}

static int moodle_fill(struct moodle *moodle, const char *sheet,
                       const char *out)
{
    int error = columns_find(moodle);
    if (error) {
        fprintf(stderr,
                "%s: this is not Moodle's grading worksheet: no column of "
                "participants with a column for grades in numbers\n",
                sheet);
        return error;
    }
    if (moodle->grade.lesson)
        error = lesson_check(moodle->db, moodle->grade.lesson);
    if (!error)
        error = people_read(moodle->db, &moodle->people);
    if (!error)
        error = rows_read(moodle);
    if (error)
        return error;
    error = policy_ask(moodle->db, &moodle->policy);
    if (error)
        return error;
    moodle->grade.blank = policy_missing_blank(moodle->policy);
    people_find(&moodle->people, moodle->rows, moodle->row_count);
    people_tell(&moodle->people, moodle->rows, moodle->row_count, "moodle.csv");
    error = fill_column(moodle->db, &moodle->sheet, &moodle->people,
                        moodle->rows, moodle->row_count, &moodle->grade);
    return error ? error : fill_store(&moodle->sheet, out, "moodle.csv");
}

int export_moodle(sqlite3 *db, const char *out, const char *sheet,
                  const char *lesson)
{
    struct moodle moodle = {.db = db,
                            .grade = {.sheet = "moodle.csv", .lesson = lesson}};
    int error = sheet_read(sheet, &moodle.sheet);
    if (!error)
        error = moodle_fill(&moodle, sheet, out);
    free(moodle.rows);
    policy_free(moodle.policy);
    people_free(&moodle.people);
    sheet_free(&moodle.sheet);
    return error;
}
