/* Scores in cells (see fill.h). */
#include "batch/out/fill.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "batch/base/sql.h"
#include "batch/book/score.h"

enum { FULL = 100, TOLD_MOST = 10 };

/* What filling a column did, for people. */
struct filling {
    size_t kept;           /* without a score, with an older number */
    size_t changed, zeros; /* numbers that become another, of these 0 */
    size_t locked, words;  /* cells that stay for what they are */
};

/* The score, or NaN; where nothing was handed in and that is to be blank, NaN,
 * too. */
static int score_ask(sqlite3_stmt *scores, const char *student,
                     const struct fill_column *column, double *score,
                     bool *blank)
{
    *score = NAN;
    *blank = false;
    int error =
        sql_bind(scores, column->lesson ? "ss" : "s", student, column->lesson);
    if (!error && sql_row(scores, &error)) {
        *blank = column->blank && strcmp(sql_text(scores, 1), "missing") == 0;
        *score = *blank ? NAN : sql_number(scores, 0);
        sqlite3_reset(scores);
    }
    return error;
}

/* Says which number is to be overwritten. */
static void change_tell(const struct fill_column *column, const char *student,
                        const char *was, const char *is, size_t count)
{
    if (count > TOLD_MOST)
        return;
    fprintf(stderr, "%s: %s, %s: ", column->sheet, student,
            column->lesson ? column->lesson : "total");
    escape_plain(stderr, was);
    fprintf(stderr, " becomes %s\n", is);
}

static int cell_fill(struct sheet *sheet, size_t row,
                     const struct fill_column *column, const char *student,
                     double score, struct filling *filling)
{
    char text[SCORE_TEXT];
    const char *was = sheet_cell(sheet, row, column->column);
    double before = sheet_number(was);
    double scaled = score_round(score * column->most / FULL);
    if (before == scaled)
        return 0;
    /* EX, N/A, a grade of a scale: somebody's word. */
    if (isnan(before) && was[strspn(was, " -")]) {
        filling->words++;
        return 0;
    }
    score_text(scaled, text);
    char *point = strchr(text, '.');
    if (point)
        *point = column->decimal;
    if (!isnan(before)) {
        filling->zeros += scaled == 0;
        change_tell(column, student, was, text, ++filling->changed);
    }
    return sheet_set(sheet, row, column->column, text);
}

static void filling_tell(const struct filling *filling,
                         const struct fill_column *column)
{
    const char *what = column->lesson ? column->lesson : "total";
    if (filling->kept > TOLD_MOST)
        fprintf(stderr, "%s: and %zu more such cells\n", column->sheet,
                filling->kept - TOLD_MOST);
    if (filling->changed)
        fprintf(stderr,
                "%s: %s: %zu number%s that the sheet has become another, %zu "
                "of them 0; look before you upload it\n",
                column->sheet, what, filling->changed,
                filling->changed == 1 ? "" : "s", filling->zeros);
    if (filling->words)
        fprintf(stderr, "%s: %s: %zu cell%s with a word stay%s as before\n",
                column->sheet, what, filling->words,
                filling->words == 1 ? "" : "s", filling->words == 1 ? "s" : "");
    if (filling->locked)
        fprintf(stderr,
                "%s: %zu row%s left alone: the system takes no number there "
                "(a scale, or a grade that can't be changed)\n",
                column->sheet, filling->locked,
                filling->locked == 1 ? " was" : "s were");
}

/* Somebody without a score: the cell stays, and an older number is reported. */
static void cell_keep(const struct sheet *sheet, size_t row,
                      const struct fill_column *column, const char *student,
                      struct filling *filling)
{
    const char *was = sheet_cell(sheet, row, column->column);
    if (isnan(sheet_number(was)) || filling->kept++ >= TOLD_MOST)
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
    struct filling filling = {0};
    sqlite3_stmt *scores;
    int error = sql_prepare(
        db,
        column->lesson ? "SELECT score, state FROM latest_result WHERE student"
                         " = ? AND lesson = ?"
                       : "SELECT score, '' FROM latest_student WHERE id = ?",
        &scores);
    for (size_t i = 0; i < count && !error; i++) {
        if (rows[i].fate != PERSON_FOUND)
            continue;
        filling.locked += rows[i].locked;
        if (rows[i].locked)
            continue;
        double score;
        bool blank;
        const char *student = people->person[rows[i].person].id;
        error = score_ask(scores, student, column, &score, &blank);
        if (!error && isnan(score) && !blank)
            cell_keep(sheet, rows[i].row, column, student, &filling);
        else if (!error && !blank)
            error =
                cell_fill(sheet, rows[i].row, column, student, score, &filling);
    }
    filling_tell(&filling, column);
    sqlite3_finalize(scores);
    return error;
}

int policy_ask(sqlite3 *db, struct policy **policy)
{
    sqlite3_stmt *run;
    int error = sql_prepare(db, "SELECT policy FROM latest_run", &run);
    if (!error && sql_row(run, &error))
        error = policy_parse(sql_text(run, 0), "policy", NULL, policy);
    else if (!error)
        error = ENOENT;
    sqlite3_finalize(run);
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
