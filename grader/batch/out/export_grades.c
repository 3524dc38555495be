/* OUT/grades.csv (see exports.h). */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/escape.h"
#include "base/store.h"
#include "batch/base/csv.h"
#include "batch/base/sql.h"
#include "batch/book/score.h"
#include "batch/out/exports.h"

/* A stranger's text: no terminal code, no formula. */
static int text_write(FILE *file, const char *text)
{
    char *safe = escape_text(text);
    if (!safe)
        return ENOMEM;
    csv_write_safe(file, safe, ',');
    free(safe);
    return 0;
}

static void score_write(FILE *file, double score)
{
    char text[SCORE_TEXT];
    fprintf(file, ",%s", score_text(score, text));
}

static int heading_write(sqlite3 *db, FILE *file)
{
    static const char text[] = "SELECT id FROM latest_lesson ORDER BY position";
    sqlite3_stmt *lessons;
    int error = sql_prepare(db, text, &lessons);
    fputs("name,id,email,login", file);
    while (!error && sql_row(lessons, &error)) {
        fputc(',', file);
        error = text_write(file, sql_text(lessons, 0));
    }
    fputs(",total,flags\r\n", file);
    sqlite3_finalize(lessons);
    return error;
}

/* The names that other systems know a student by. */
static int ids_write(FILE *file, const char *text)
{
    static const char *const shown[] = {"email", "login"};
    json_t *ids = json_loads(text, 0, NULL);
    int error = 0;
    for (size_t i = 0; i < 2 && !error; i++) {
        fputc(',', file);
        error =
            text_write(file, json_string_value(json_object_get(ids, shown[i])));
    }
    json_decref(ids);
    return error;
}

static int student_write(FILE *file, sqlite3_stmt *student,
                         sqlite3_stmt *scores)
{
    int error = text_write(file, sql_text(student, 1));
    fputc(',', file);
    if (!error)
        error = text_write(file, sql_text(student, 0));
    if (!error)
        error = ids_write(file, sql_text(student, 2));
    if (!error)
        error = sql_bind(scores, "s", sql_text(student, 0));
    while (!error && sql_row(scores, &error))
        score_write(file, sql_number(scores, 0));
    score_write(file, sql_number(student, 3));
    fputc(',', file);
    if (!error)
        error = text_write(file, sql_text(student, 4));
    fputs("\r\n", file);
    return error;
}

int export_grades(sqlite3 *db, const char *out)
{
    sqlite3_stmt *students = NULL, *scores = NULL;
    struct store_file grades;
    int error = store_begin_in(&grades, out, "grades.csv");
    if (error)
        return error;
    error = sql_prepare(db,
                        "SELECT id, name, ids, score, flags"
                        " FROM latest_student ORDER BY id",
                        &students);
    if (!error)
        error = sql_prepare(db,
                            "SELECT score FROM latest_result WHERE student = ?"
                            " ORDER BY position",
                            &scores);
    if (!error)
        error = heading_write(db, grades.file);
    while (!error && sql_row(students, &error))
        error = student_write(grades.file, students, scores);
    sqlite3_finalize(scores);
    sqlite3_finalize(students);
    return store_end(&grades, error);
}
