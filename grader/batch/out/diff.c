/*
 * What changed between two runs, and why (see gradebook_diff()).
 *
 * A score follows from the work, the grader (kit, compiler, seeds, trials), the
 * policy and what a person decided. Each is compared on its own; what stays
 * unexplained is a defect of the grader, and reported as one.
 */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "batch/base/sql.h"
#include "batch/book/gradebook.h"
#include "batch/book/score.h"
#include "batch/out/diff_reasons.h"

static const char students_text[] =
    "SELECT each.student, name, was.score, is_.score,"
    " was.student NOTNULL, is_.student NOTNULL"
    " FROM (SELECT DISTINCT student FROM total WHERE run IN (?1, ?2)) AS each"
    " JOIN student ON id = each.student"
    " LEFT JOIN total AS was ON was.run = ?1 AND was.student = each.student"
    " LEFT JOIN total AS is_ ON is_.run = ?2 AND is_.student = each.student"
    " ORDER BY each.student";

/* The comparison. */
struct comparison {
    sqlite3 *db;
    long from, to;
    FILE *file;
    sqlite3_stmt *lessons;
    long students, up, down, other, defects;
};

static void score_write(FILE *file, double score)
{
    char text[SCORE_TEXT];
    fputs(isnan(score) ? "none" : score_text(score, text), file);
}

static void change_write(FILE *file, double was, double is)
{
    score_write(file, was);
    fputs(" -> ", file);
    score_write(file, is);
}

static void change_count(struct comparison *all, double was, double is)
{
    if (isnan(was) || isnan(is))
        all->other++;
    else if (is > was)
        all->up++;
    else
        all->down++;
}

/* A line for each lesson of a student whose score changed. */
static int lessons_compare(struct comparison *all, const char *student,
                           FILE *lines)
{
    int error = sql_bind(all->lessons, "iis", (long long)all->from,
                         (long long)all->to, student);
    while (!error && sql_row(all->lessons, &error)) {
        struct diff_row row = diff_row(all->lessons);
        bool defect = diff_is_defect(&row);
        if (score_same(row.was.score, row.is.score) && !defect)
            continue;
        fprintf(lines, "  %-28s ", row.lesson);
        change_write(lines, row.was.score, row.is.score);
        fputs(": ", lines);
        diff_reasons_write(lines, &row);
        fputc('\n', lines);
        all->defects += defect;
        if (!score_same(row.was.score, row.is.score))
            change_count(all, row.was.score, row.is.score);
    }
    return error;
}

static int student_compare(struct comparison *all, sqlite3_stmt *student)
{
    char *lines = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&lines, &size);
    if (!memory)
        return ENOMEM;
    int error = lessons_compare(all, sql_text(student, 0), memory);
    if (fclose(memory) && !error)
        error = ENOMEM;
    double was = sql_number(student, 2), is = sql_number(student, 3);
    bool came = !sqlite3_column_int(student, 4);
    bool left = !sqlite3_column_int(student, 5);
    if (error || (size == 0 && score_same(was, is) && !came && !left))
        goto out_free;
    all->students++;
    fprintf(all->file, "%s (", sql_text(student, 0));
    escape_plain(all->file, sql_text(student, 1));
    fputs("): total ", all->file);
    change_write(all->file, was, is);
    if (came || left)
        fputs(came ? ", new in the class" : ", not in the class any more",
              all->file);
    else if (size == 0)
        fputs(", by the weights or by which lessons count", all->file);
    fprintf(all->file, "\n%s", lines);
out_free:
    free(lines);
    return error;
}

static void summary_write(const struct comparison *all)
{
    if (all->students == 0)
        fputs("No score changed.\n", all->file);
    else
        fprintf(
            all->file,
            "%ld student%s; scores: %ld up, %ld down, %ld from or to none\n",
            all->students, all->students == 1 ? "" : "s", all->up, all->down,
            all->other);
    if (all->defects)
        fprintf(all->file,
                "\nDEFECT: %ld times the same work was judged otherwise by the "
                "same grader.\nThat must never be. Don't publish these scores; "
                "please report it, with the records.\n",
                all->defects);
}

/* Prints which runs are compared. ENOENT if one is not there. */
static int runs_name(const struct comparison *all)
{
    static const char text[] = "SELECT started FROM run WHERE id = ?";
    sqlite3_stmt *statement;
    int error = sql_prepare(all->db, text, &statement);
    for (int i = 0; i < 2 && !error; i++) {
        error = sql_bind(statement, "i", (long long)(i ? all->to : all->from));
        bool there = !error && sql_row(statement, &error);
        if (there)
            fprintf(all->file, "%s %ld (%s)", i ? " to run" : "Run",
                    i ? all->to : all->from, sql_text(statement, 0));
        else if (!error)
            error = ENOENT;
    }
    sqlite3_finalize(statement);
    if (!error)
        fputc('\n', all->file);
    return error;
}

/* Numbers for the runs that were not named. */
static int runs_choose(sqlite3 *db, long *from, long *to)
{
    static const char text[] = "SELECT max(id) FROM run WHERE id < ?";
    sqlite3_stmt *statement;
    int error = sql_prepare(db, text, &statement);
    if (!error && *to == 0 && !(error = sql_bind(statement, "i", 1LL << 62)) &&
        sql_row(statement, &error))
        *to = (long)sqlite3_column_int64(statement, 0);
    if (!error && *from == 0 &&
        !(error = sql_bind(statement, "i", (long long)*to)) &&
        sql_row(statement, &error))
        *from = (long)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return error;
}

int gradebook_diff(sqlite3 *db, long from, long to, FILE *file)
{
    struct comparison all = {.db = db, .file = file};
    sqlite3_stmt *students = NULL;
    int error = runs_choose(db, &from, &to);
    all.from = from;
    all.to = to;
    if (!error)
        error = runs_name(&all);
    if (!error)
        error = sql_prepare(db, diff_row_text, &all.lessons);
    if (!error)
        error = sql_prepare(db, students_text, &students);
    if (!error)
        error = sql_bind(students, "ii", (long long)from, (long long)to);
    while (!error && sql_row(students, &error))
        error = student_compare(&all, students);
    if (!error)
        summary_write(&all);
    sqlite3_finalize(students);
    sqlite3_finalize(all.lessons);
    return error ? error : all.defects ? EPROTO : 0;
}
