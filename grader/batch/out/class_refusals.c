/*
 * Why works were not run, on the class page: each reason once, with how many
 * works it is true of. A reason that many have is one for the next lecture.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/out/class.h"
#include "judge/find/evidence.h"

enum { MOST_REASONS = 40, WHY_LENGTH = 300 };

/* A line of what the gate said, without the place before it. */
static const char *unplaced(const char *line)
{
    const char *colon = strstr(line, ": ");
    return colon && memchr(line, ' ', (size_t)(colon - line)) == NULL
               ? colon + 2
               : line;
}

/* The reason of a row, owned by the caller. */
static char *reason_of(struct class_page *class, sqlite3_stmt *row)
{
    const char *verdict = sql_text(row, 0);
    if (!*verdict) {
        json_t *problems = json_loads(sql_text(row, 2), 0, NULL);
        const char *text = json_text(json_array_get(problems, 0), "text");
        char *reason = strdup(*text ? text : "It could not be taken.");
        json_decref(problems);
        return reason;
    }
    char *path = text_print("%s/%s", class->out, sql_text(row, 1));
    json_t *record = path ? json_load_file(path, 0, NULL) : NULL;
    const char *refused = json_text(record, "refused");
    size_t length = strcspn(refused, "\n");
    char line[WHY_LENGTH];
    snprintf(line, sizeof line, "%.*s", (int)length, refused);
    char *reason = strdup(*line ? unplaced(line)
                          : strcmp(verdict, "build") == 0
                              ? "it does not compile or link"
                              : "the race detector fell silent");
    json_decref(record);
    free(path);
    return reason;
}

/* Counts a row; the first of a reason is its example. */
static int reason_count(struct class_page *class, sqlite3_stmt *row,
                        json_t *reasons)
{
    const char *verdict = sql_text(row, 0);
    char *why = reason_of(class, row);
    json_t *reason = why ? json_object_get(reasons, why) : NULL;
    int error = why ? 0 : ENOMEM;
    if (!error && !reason) {
        reason =
            json_pack("{s:s, s:s, s:s, s:i}", "verdict",
                      *verdict ? verdict : "unusable", "student",
                      sql_text(row, 3), "lesson", sql_text(row, 4), "works", 0);
        error = json_object_set_new(reasons, why, reason) ? ENOMEM : 0;
    }
    if (!error)
        json_object_set_new(
            reason, "works",
            json_integer(json_integer_value(json_object_get(reason, "works")) +
                         1));
    free(why);
    return error;
}

static json_int_t works_of(const json_t *reason)
{
    return json_integer_value(json_object_get(reason, "works"));
}

static void reason_write(struct class_page *class, const char *why,
                         const json_t *reason)
{
    struct page *page = &class->page;
    page_row(page);
    page_text_cell(page, 'h', why);
    page_cell(page, 't');
    page_badge(page, json_text(reason, "verdict"),
               json_text(reason, "verdict"));
    page_cell_end(page);
    page_cell(page, 'n');
    page_say(page, "%lld", (long long)works_of(reason));
    page_cell_end(page);
    page_cell(page, 't');
    class_student(class, json_text(reason, "student"), "");
    page_say(page, " (%s)", json_text(reason, "lesson"));
    page_cell_end(page);
    page_row_end(page);
}

/* The reason with the most works that is not written yet. */
static const char *next_of(json_t *reasons)
{
    const char *why, *most = NULL;
    json_t *reason;
    json_object_foreach(reasons, why, reason)
    {
        if (!most ||
            works_of(reason) > works_of(json_object_get(reasons, most)))
            most = why;
    }
    return most;
}

static void reasons_write(struct class_page *class, json_t *reasons)
{
    static const char *const heads[] = {"Reason", "Verdict", "#Works",
                                        "For instance"};
    struct page *page = &class->page;
    size_t rows = 0;
    const char *why;
    page_heading(page, 2, "refusals", "Why works were not run");
    page_table(page, "By reason, the most frequent first", heads, 4);
    while (rows++ < MOST_REASONS && (why = next_of(reasons))) {
        reason_write(class, why, json_object_get(reasons, why));
        json_object_del(reasons, why);
    }
    page_table_end(page);
    if (json_object_size(reasons) > 0)
        page_told(page, "%zu more reasons are rarer still.",
                  json_object_size(reasons));
}

int class_refusals(struct class_page *class)
{
    sqlite3_stmt *row;
    json_t *reasons = json_object();
    int error = sql_prepare(class->db,
                            "SELECT verdict, path, problems, student, lesson"
                            " FROM latest_result WHERE verdict IN ('build',"
                            " 'integrity') OR " CLASS_UNUSABLE
                            " ORDER BY position, lesson, student",
                            &row);
    while (!error && sql_row(row, &error))
        error = reason_count(class, row, reasons);
    sqlite3_finalize(row);
    if (!error && json_object_size(reasons) > 0)
        reasons_write(class, reasons);
    json_decref(reasons);
    return error;
}
