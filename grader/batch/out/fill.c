/* Scores in cells (see fill.h). */
#include "batch/out/fill.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "batch/base/sql.h"
#include "batch/book/score.h"

enum { FULL = 100, TOLD_MOST = 10 };

static int score_ask(sqlite3_stmt *scores, const char *student,
                     const char *lesson, double *score)
{
    *score = NAN;
    int error = sql_bind(scores, lesson ? "ss" : "s", student, lesson);
    if (!error && sql_row(scores, &error)) {
        *score = sql_number(scores, 0);
        sqlite3_reset(scores);
    }
    return error;
}

static int cell_fill(struct sheet *sheet, size_t row,
                     const struct fill_column *column, double score)
{
    char text[SCORE_TEXT];
    const char *was = sheet_cell(sheet, row, column->column);
    double scaled = score_round(score * column->most / FULL);
    if (strcasecmp(was, "EX") == 0 || sheet_number(was) == scaled)
        return 0;
    score_text(scaled, text);
    char *point = strchr(text, '.');
    if (point)
        *point = column->decimal;
    return sheet_set(sheet, row, column->column, text);
}

/* Somebody without a score: the cell stays, and an older number is reported. */
static void cell_keep(const struct sheet *sheet, size_t row,
                      const struct fill_column *column, const char *student,
                      size_t *kept)
{
    const char *was = sheet_cell(sheet, row, column->column);
    if (isnan(sheet_number(was)) || (*kept)++ >= TOLD_MOST)
        return;
    fprintf(stderr, "%s: %s has no score for %s, and keeps ", column->sheet,
            student, column->lesson ? column->lesson : "the total");
    escape_plain(stderr, was);
    fputs(" there; change it by hand if it does not hold\n", stderr);
}

int fill_column(sqlite3 *db, struct sheet *sheet, const struct people *people,
                const struct person_row *rows, size_t count,
                const struct fill_column *column)
{
    size_t kept = 0;
    sqlite3_stmt *scores;
    int error = sql_prepare(
        db,
        column->lesson ? "SELECT score FROM latest_result WHERE student = ?"
                         " AND lesson = ?"
                       : "SELECT score FROM latest_student WHERE id = ?",
        &scores);
    for (size_t i = 0; i < count && !error; i++) {
        if (rows[i].fate != PERSON_FOUND)
            continue;
        double score;
        const char *student = people->person[rows[i].person].id;
        error = score_ask(scores, student, column->lesson, &score);
        if (!error && isnan(score))
            cell_keep(sheet, rows[i].row, column, student, &kept);
        else if (!error)
            error = cell_fill(sheet, rows[i].row, column, score);
    }
    if (kept > TOLD_MOST)
        fprintf(stderr, "%s: and %zu more such cells\n", column->sheet,
                kept - TOLD_MOST);
    sqlite3_finalize(scores);
    return error;
}

int fill_store(const struct sheet *sheet, const char *out, const char *name)
{
    struct store_file filled;
    int error = store_begin_in(&filled, out, name);
    if (error)
        return error;
    sheet_write(filled.file, sheet);
    return store_end(&filled, 0);
}
