/*
 * OUT/sheet.csv (see exports.h): any system's sheet, filled in. Who somebody is
 * is read from the columns that a roster may have; which column is a lesson's,
 * the policy says.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/intake/roster_columns.h"
#include "batch/out/exports.h"
#include "batch/out/fill.h"

enum { FULL = 100 };

static const char name[] = "sheet.csv";

/* The sheet being filled. */
struct filled {
    sqlite3 *db;
    struct sheet sheet;
    struct policy *policy;
    struct people people;
    struct person_row *rows;
    char **names; /* of the rows, where the sheet has them in two; owned */
    size_t row_count;
    size_t columns; /* that were filled */
};

static const char *cell_of(const struct sheet *sheet, size_t row, int column)
{
    return column < 0 ? "" : sheet_cell(sheet, row, (size_t)column);
}

/* Blackboard and Brightspace put '#' and the like before a login. */
static const char *plain(const char *text)
{
    return text + strspn(text, "#' ");
}

static int rows_read(struct filled *filled)
{
    int column[COLUMNS];
    const struct sheet *sheet = &filled->sheet;
    if (sheet->csv.count == 0 || !columns_find(&sheet->csv, column))
        return EINVAL;
    filled->rows = calloc(sheet->csv.count, sizeof *filled->rows);
    filled->names = calloc(sheet->csv.count, sizeof *filled->names);
    if (!filled->rows || !filled->names)
        return ENOMEM;
    for (size_t row = 1; row < sheet->csv.count; row++) {
        const char *whole = cell_of(sheet, row, column[COLUMN_NAME]);
        char *both =
            text_print("%s, %s", cell_of(sheet, row, column[COLUMN_LAST]),
                       cell_of(sheet, row, column[COLUMN_FIRST]));
        if (!both)
            return ENOMEM;
        filled->names[filled->row_count] = both;
        filled->rows[filled->row_count++] = (struct person_row){
            .row = row,
            .keys = {.canvas = "",
                     .moodle = "",
                     .sis = plain(cell_of(sheet, row, column[COLUMN_SIS])),
                     .login = plain(cell_of(sheet, row, column[COLUMN_LOGIN])),
                     .email = cell_of(sheet, row, column[COLUMN_EMAIL]),
                     .name = *whole             ? whole
                             : strlen(both) > 2 ? both
                                                : ""}};
    }
    return 0;
}

/* The column of a heading: as it is, or before what a system adds to it, as in
 * "Lab 1 [Total Pts: 20 Score] |4711". Past all of them: none, or several. */
static size_t heading_find(const struct sheet *sheet, const char *wanted)
{
    size_t count = sheet->csv.rows[0].count, length = strlen(wanted);
    size_t found = count, times = 0;
    for (size_t i = 0; i < count; i++) {
        const char *heading = sheet_cell(sheet, 0, i);
        if (strcmp(heading, wanted) == 0)
            return i;
        if (strncmp(heading, wanted, length) == 0 &&
            !isalnum((unsigned char)heading[length])) {
            found = i;
            times++;
        }
    }
    return times == 1 ? found : count;
}

/* What 100 is there: as the policy says, or the heading. */
static double most_of(const char *heading, double wanted)
{
    static const char *const words[] = {"Total Pts:", "MaxPoints:"};
    for (size_t i = 0; wanted <= 0 && i < sizeof words / sizeof words[0]; i++) {
        const char *at = strstr(heading, words[i]);
        if (at)
            wanted = strtod(at + strlen(words[i]), NULL);
    }
    return wanted > 0 ? wanted : FULL;
}

static int lesson_fill(struct filled *filled, const char *lesson)
{
    const struct sheet *sheet = &filled->sheet;
    const char *wanted = policy_column(filled->policy, lesson);
    if (!wanted)
        return 0;
    size_t at = heading_find(sheet, wanted);
    if (at == sheet->csv.rows[0].count) {
        fprintf(stderr, "%s: no column, or several, for %s: \"", name, lesson);
        escape_plain(stderr, wanted);
        fputs("\"\n", stderr);
        return 0;
    }
    struct fill_column column = {
        .sheet = name,
        .column = at,
        .lesson = strcmp(lesson, "total") == 0 ? NULL : lesson,
        .most = most_of(sheet_cell(sheet, 0, at),
                        policy_column_most(filled->policy, lesson)),
        .decimal = sheet_decimal(sheet, 1, at),
        .blank = policy_missing_blank(filled->policy)};
    filled->columns++;
    return fill_column(filled->db, &filled->sheet, &filled->people,
                       filled->rows, filled->row_count, &column);
}

static int lessons_fill(struct filled *filled)
{
    sqlite3_stmt *lessons;
    int error = sql_prepare(
        filled->db, "SELECT id FROM latest_lesson ORDER BY position", &lessons);
    while (!error && sql_row(lessons, &error))
        error = lesson_fill(filled, sql_text(lessons, 0));
    sqlite3_finalize(lessons);
    if (!error)
        error = lesson_fill(filled, "total");
    if (!error && filled->columns == 0) {
        fprintf(stderr,
                "%s: nothing to fill in; it was not written. Next: say in the "
                "policy which column is a lesson's: column 01_lock "
                "\"HEADING\"\n",
                name);
        error = EINVAL;
    }
    return error;
}

static int sheet_fill(struct filled *filled, const char *path, const char *out)
{
    int error = rows_read(filled);
    if (error == EINVAL)
        fprintf(stderr,
                "%s: no column is named as one that says who someone is "
                "(Name, Email, Login, ID, ...)\n",
                path);
    if (!error)
        error = policy_ask(filled->db, &filled->policy);
    if (!error)
        error = people_read(filled->db, &filled->people);
    if (error)
        return error;
    people_find(&filled->people, filled->rows, filled->row_count);
    people_tell(&filled->people, filled->rows, filled->row_count, name);
    error = lessons_fill(filled);
    return error ? error : fill_store(&filled->sheet, out, name);
}

int export_sheet(sqlite3 *db, const char *out, const char *sheet)
{
    struct filled filled = {.db = db};
    int error = sheet_read(sheet, &filled.sheet);
    if (!error)
        error = sheet_fill(&filled, sheet, out);
    for (size_t i = 0; i < filled.row_count; i++)
        free(filled.names[i]);
    free(filled.names);
    free(filled.rows);
    people_free(&filled.people);
    policy_free(filled.policy);
    sheet_free(&filled.sheet);
    return error;
}
