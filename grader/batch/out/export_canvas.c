/*
 * OUT/canvas.csv (see exports.h): Canvas's own export, filled in.
 *
 * Canvas turns every heading that it does not know into a new assignment, so
 * nothing but cells of known columns is touched.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/book/policy.h"
#include "batch/out/canvas_columns.h"
#include "batch/out/exports.h"
#include "batch/out/fill.h"

enum { HEADINGS_WITHIN = 4 /* rows from the top */ };

/* The sheet being filled. */
struct canvas {
    sqlite3 *db;
    struct sheet sheet;
    struct policy *policy;
    struct people people;
    size_t heading, points; /* rows */
    struct person_row *rows;
    char **names; /* of the rows, as "Lee, Ann"; owned */
    size_t row_count;
    struct fill_column *columns;
    char **lessons; /* of the columns; owned */
    size_t column_count;
};

/* The column of a heading, or past all of them. */
static size_t column_named(const struct canvas *canvas, size_t row,
                           const char *name)
{
    size_t count = canvas->sheet.csv.rows[row].count;
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(sheet_cell(&canvas->sheet, row, i), name) == 0)
            return i;
    return (size_t)-1;
}

/* Where the headings are, and the row of points possible below them. */
static int rows_locate(struct canvas *canvas)
{
    const struct sheet *sheet = &canvas->sheet;
    size_t row = 0;
    while (row < sheet->csv.count && row < HEADINGS_WITHIN &&
           ((column_named(canvas, row, "Student") == (size_t)-1 &&
             column_named(canvas, row, "LastName") == (size_t)-1) ||
            column_named(canvas, row, "ID") == (size_t)-1))
        row++;
    if (row >= sheet->csv.count || row == HEADINGS_WITHIN)
        return EINVAL;
    canvas->heading = row;
    for (row++; row < sheet->csv.count; row++) {
        const char *first = sheet_cell(sheet, row, 0);
        if (strncmp(first, "    ", 4) == 0 &&
            strspn(first, " ") < strlen(first))
            break;
        if (strstr(first, "Points Possible"))
            break;
    }
    canvas->points = row;
    return row < sheet->csv.count ? 0 : EINVAL;
}

static int rows_read(struct canvas *canvas)
{
    const struct sheet *sheet = &canvas->sheet;
    size_t heading = canvas->heading;
    size_t name = column_named(canvas, heading, "Student");
    size_t last = column_named(canvas, heading, "LastName");
    size_t first = column_named(canvas, heading, "FirstName");
    size_t id = column_named(canvas, heading, "ID");
    size_t sis = column_named(canvas, heading, "SIS User ID");
    size_t login = column_named(canvas, heading, "SIS Login ID");
    canvas->rows = calloc(sheet->csv.count, sizeof *canvas->rows);
    canvas->names = calloc(sheet->csv.count, sizeof *canvas->names);
    if (!canvas->rows || !canvas->names)
        return ENOMEM;
    for (size_t row = canvas->points + 1; row < sheet->csv.count; row++) {
        char *split = text_print("%s, %s", sheet_cell(sheet, row, last),
                                 sheet_cell(sheet, row, first));
        if (!split)
            return ENOMEM;
        canvas->names[canvas->row_count] = split;
        const char *shown =
            name == (size_t)-1 ? split : sheet_cell(sheet, row, name);
        /* Canvas's own test student is nobody's. */
        if (strcmp(shown, "Student, Test") == 0) {
            free(split);
            canvas->names[canvas->row_count] = NULL;
            continue;
        }
        canvas->rows[canvas->row_count++] =
            (struct person_row){.row = row,
                                .keys = {.canvas = sheet_cell(sheet, row, id),
                                         .moodle = "",
                                         .sis = sheet_cell(sheet, row, sis),
                                         .login = sheet_cell(sheet, row, login),
                                         .email = "",
                                         .name = shown}};
    }
    return 0;
}

static void column_tell(const char *lesson, const char *words,
                        const char *heading)
{
    fprintf(stderr, "canvas.csv: %s%s \"", lesson, words);
    escape_plain(stderr, heading);
    fputs("\"\n", stderr);
}

/* Notes a column that was found, if it can be filled. */
static int column_add(struct canvas *canvas, const char *lesson, size_t at)
{
    const char *heading = sheet_cell(&canvas->sheet, canvas->heading, at);
    double most = sheet_number(sheet_cell(&canvas->sheet, canvas->points, at));
    if (!(most > 0)) {
        column_tell(lesson, ": no points are possible in", heading);
        return 0;
    }
    for (size_t i = 0; i < canvas->column_count; i++) {
        if (canvas->columns[i].column != at)
            continue;
        column_tell(lesson, " and another lesson want the column", heading);
        return EINVAL;
    }
    char *copy = strdup(lesson);
    if (!copy)
        return ENOMEM;
    size_t index = canvas->column_count++;
    canvas->lessons[index] = copy;
    canvas->columns[index] = (struct fill_column){
        .sheet = "canvas.csv",
        .column = at,
        .lesson = strcmp(lesson, "total") == 0 ? NULL : copy,
        .most = most,
        .blank = policy_missing_blank(canvas->policy),
        .decimal = sheet_decimal(&canvas->sheet, canvas->points, at)};
    return 0;
}

static int column_find(struct canvas *canvas, const char *lesson,
                       const char *title)
{
    const char *wanted = policy_column(canvas->policy, lesson);
    size_t at = 0;
    enum column_fate fate =
        canvas_column(&canvas->sheet, canvas->heading, canvas->points, lesson,
                      title, wanted, &at);
    if (fate == COLUMN_FOUND)
        return column_add(canvas, lesson, at);
    fprintf(stderr,
            "canvas.csv: %s for %s. Next: write the heading into the policy: "
            "column %s \"HEADING\"\n",
            fate == COLUMN_NONE ? "no column" : "several columns", lesson,
            lesson);
    return 0;
}

static int columns_find(struct canvas *canvas)
{
    static const char text[] =
        "SELECT id, title, (SELECT count(*) FROM latest_lesson)"
        " FROM latest_lesson ORDER BY position";
    sqlite3_stmt *lessons;
    int error = sql_prepare(canvas->db, text, &lessons);
    while (!error && sql_row(lessons, &error)) {
        size_t most = (size_t)sqlite3_column_int(lessons, 2) + 1;
        if (!canvas->columns) {
            canvas->columns = calloc(most, sizeof *canvas->columns);
            canvas->lessons = calloc(most, sizeof *canvas->lessons);
        }
        error = canvas->columns && canvas->lessons
                    ? column_find(canvas, sql_text(lessons, 0),
                                  sql_text(lessons, 1))
                    : ENOMEM;
    }
    sqlite3_finalize(lessons);
    if (!error && canvas->columns && policy_column(canvas->policy, "total"))
        error = column_find(canvas, "total", "total");
    if (!error && canvas->column_count == 0) {
        fputs("canvas.csv: nothing to fill in; it was not written\n", stderr);
        error = EINVAL;
    }
    return error;
}

static int canvas_fill(struct canvas *canvas, const char *sheet,
                       const char *out)
{
    int error = rows_locate(canvas);
    if (error) {
        fprintf(stderr,
                "%s: this is not Canvas's export: no headings Student (or "
                "LastName) and ID, with Points Possible below\n",
                sheet);
        return error;
    }
    error = policy_ask(canvas->db, &canvas->policy);
    if (!error)
        error = people_read(canvas->db, &canvas->people);
    if (!error)
        error = rows_read(canvas);
    if (!error)
        error = columns_find(canvas);
    if (error)
        return error;
    people_find(&canvas->people, canvas->rows, canvas->row_count);
    people_tell(&canvas->people, canvas->rows, canvas->row_count, "canvas.csv");
    for (size_t i = 0; i < canvas->column_count && !error; i++)
        error =
            fill_column(canvas->db, &canvas->sheet, &canvas->people,
                        canvas->rows, canvas->row_count, &canvas->columns[i]);
    return error ? error : fill_store(&canvas->sheet, out, "canvas.csv");
}

int export_canvas(sqlite3 *db, const char *out, const char *sheet)
{
    struct canvas canvas = {.db = db};
    int error = sheet_read(sheet, &canvas.sheet);
    if (!error)
        error = canvas_fill(&canvas, sheet, out);
    for (size_t i = 0; i < canvas.column_count; i++)
        free(canvas.lessons[i]);
    for (size_t i = 0; canvas.names && i < canvas.row_count; i++)
        free(canvas.names[i]);
    free(canvas.names);
    free(canvas.lessons);
    free(canvas.columns);
    free(canvas.rows);
    people_free(&canvas.people);
    policy_free(canvas.policy);
    sheet_free(&canvas.sheet);
    return error;
}
