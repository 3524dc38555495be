/*
 * The students' pages: OUT/feedback/STUDENT.html and STUDENT.md.
 *
 * Two pages are written at once from one reading of each record, so that no
 * more than one record is in memory. Lessons that the policy hides are left
 * out, also of the total.
 */
#include "batch/out/feedback.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/book/policy.h"
#include "batch/book/score.h"
#include "batch/out/fill.h"
#include "batch/out/pages.h"

enum { FORMS = 2 };

/* What the pages of all students share. */
struct feedback_run {
    sqlite3 *db;
    const char *out;
    sqlite3_stmt *students;
    sqlite3_stmt *results; /* of one student */
    int slip_days;         /* that each has */
    time_t now;
};

/* A student's two pages. */
struct feedback_pages {
    struct page form[FORMS];
    const char *id, *name, *problems;
    double total;
    long slip;   /* slip days that were used */
    bool hidden; /* a lesson is not shown */
};

static const char results_query[] =
    "SELECT lesson, title, state, verdict, path, problems, due, score, raw,"
    " penalty, weight, late_days, excused, overridden, visibility,"
    " handed_in, slip"
    " FROM latest_result WHERE student = ? ORDER BY position, lesson";

bool feedback_shows(const char *visibility, const char *due, time_t now)
{
    char text[MOMENT_TEXT];
    if (strcmp(visibility, "after_due_date") != 0)
        return strcmp(visibility, "visible") == 0;
    /* ISO 8601 in UTC sorts as text. */
    return !*due || strcmp(due, moment_text(now, text)) <= 0;
}

/* The next result that the student may see. */
static bool result_next(struct feedback_run *run, struct feedback *result,
                        bool *hidden, int *error)
{
    sqlite3_stmt *row = run->results;
    while (sql_row(row, error)) {
        *result = (struct feedback){
            .lesson = sql_text(row, 0),
            .title = sql_text(row, 1),
            .state = sql_text(row, 2),
            .verdict = sql_text(row, 3),
            .path = sql_text(row, 4),
            .problems = sql_text(row, 5),
            .due = sql_text(row, 6),
            .score = sql_number(row, 7),
            .raw = sql_number(row, 8),
            .penalty = sql_number(row, 9),
            .weight = sql_number(row, 10),
            .late_days = sqlite3_column_int(row, 11),
            .excused = sqlite3_column_int(row, 12),
            .overridden = sqlite3_column_int(row, 13) != 0,
            .handed_in = sql_text(row, 15),
            .slip = sqlite3_column_int(row, 16),
        };
        if (feedback_shows(sql_text(row, 14), result->due, run->now))
            return true;
        *hidden = true;
    }
    return false;
}

/* The weighted mean of what is shown. */
static int total_find(struct feedback_run *run, struct feedback_pages *pages)
{
    struct feedback result;
    double sum = 0, weights = 0;
    int error = sql_bind(run->results, "s", pages->id);
    while (!error && result_next(run, &result, &pages->hidden, &error)) {
        if (isnan(result.score))
            continue;
        sum += result.weight * result.score;
        weights += result.weight;
    }
    if (!isnan(pages->total) && (pages->hidden || weights == 0))
        pages->total = weights > 0 ? score_round(sum / weights) : NAN;
    return error;
}

static void greeting_write(struct page *page, int slip_days,
                           const struct feedback_pages *of)
{
    char total[SCORE_TEXT];
    page_body(page, "");
    page_html(page, "<header>\n");
    page_heading(page, 1, NULL, "Your work on Lockstep");
    page_paragraph(page);
    page_say(page, "Hello ");
    page_strong(page, *of->name ? of->name : of->id);
    if (isnan(of->total)) {
        page_say(page, ", nothing here counts yet.");
    } else {
        page_say(page, ", your total is ");
        page_strong(page, score_text(of->total, total));
        page_say(page, " of 100.");
    }
    if (slip_days > 0)
        page_say(page, " Of your %d slip day%s %ld %s used.", slip_days,
                 slip_days == 1 ? "" : "s", of->slip,
                 of->slip == 1 ? "is" : "are");
    if (of->hidden)
        page_say(page, " Some lessons are not shown yet, and not counted "
                       "here.");
    page_paragraph_end(page);
    feedback_problems(page, of->problems);
    page_html(page, "</header>\n<main>\n");
}

static void overview_row(struct page *page, const struct feedback *result)
{
    char score[SCORE_TEXT], link[128];
    snprintf(link, sizeof link, "#%s", result->lesson);
    page_row(page);
    page_cell(page, 'h');
    if (page->form == PAGE_HTML)
        page_link(page, link, result->title);
    else
        page_text(page, result->title);
    page_cell_end(page);
    page_cell(page, 't');
    page_badge(page, feedback_kind(result), feedback_words(result));
    page_cell_end(page);
    page_text_cell(page, 'n', score_words(result->score, score));
    page_cell(page, 'n');
    if (result->late_days > 0)
        page_say(page, "%d", result->late_days);
    page_cell_end(page);
    page_row_end(page);
}

static int overview_write(struct feedback_run *run,
                          struct feedback_pages *pages)
{
    static const char *const heads[] = {"Lesson", "Result", "#Score",
                                        "#Days late"};
    struct feedback result;
    int error = sql_bind(run->results, "s", pages->id);
    for (int i = 0; i < FORMS; i++)
        page_table(&pages->form[i], "Your lessons", heads, 4);
    while (!error && result_next(run, &result, &pages->hidden, &error))
        for (int i = 0; i < FORMS; i++)
            overview_row(&pages->form[i], &result);
    for (int i = 0; i < FORMS; i++)
        page_table_end(&pages->form[i]);
    return error;
}

static json_t *record_load(const struct feedback_run *run, const char *path)
{
    char *whole = *path ? text_print("%s/%s", run->out, path) : NULL;
    json_t *record = whole ? json_load_file(whole, 0, NULL) : NULL;
    free(whole);
    return record;
}

static int sections_write(struct feedback_run *run,
                          struct feedback_pages *pages)
{
    struct feedback result;
    int error = sql_bind(run->results, "s", pages->id);
    while (!error && result_next(run, &result, &pages->hidden, &error)) {
        json_t *record = record_load(run, result.path);
        for (int i = 0; i < FORMS; i++)
            feedback_lesson(&pages->form[i], &result, record);
        json_decref(record);
    }
    return error;
}

/* Ends a page, and stores it if nothing went wrong so far. */
static int page_finish(const struct feedback_run *run, int error,
                       const char *id, struct page *page, const char *ending)
{
    page_html(page, "</main>\n<footer>\n");
    page_told(page, "Graded by Lockstep. Every lesson can be graded at home "
                    "with `make check`; the answer is the same, unless the "
                    "instructor added trials or seeds.");
    page_html(page, "</footer>\n");
    char *path = text_print("%s/feedback/%s.%s", run->out, id, ending);
    if (!error && !path)
        error = ENOMEM;
    int saved = page_save(page, error ? NULL : path);
    free(path);
    return error ? error : saved;
}

static int student_write(struct feedback_run *run, struct feedback_pages *pages)
{
    static const char *const endings[FORMS] = {"md", "html"};
    int error = total_find(run, pages);
    int open = 0;
    for (; !error && open < FORMS; open += !error) {
        error = page_open(&pages->form[open], open ? PAGE_HTML : PAGE_MARKDOWN,
                          "Your work on Lockstep");
        if (!error)
            greeting_write(&pages->form[open], run->slip_days, pages);
    }
    if (!error)
        error = overview_write(run, pages);
    if (!error)
        error = sections_write(run, pages);
    for (int i = 0; i < open; i++)
        error = page_finish(run, error, pages->id, &pages->form[i], endings[i]);
    return error;
}

/* Whether a file is a page of someone in the class. */
static bool is_wanted(sqlite3_stmt *known, const char *file, int *error)
{
    const char *ending = strrchr(file, '.');
    if (!ending || (strcmp(ending, ".md") && strcmp(ending, ".html")))
        return false;
    char *id = strndup(file, (size_t)(ending - file));
    *error = id ? sql_bind(known, "s", id) : ENOMEM;
    bool wanted = !*error && sql_row(known, error);
    sqlite3_reset(known);
    free(id);
    return wanted;
}

/* Pages of people who are not in the class any more would be handed out. */
static int strangers_remove(struct feedback_run *run, const char *folder)
{
    sqlite3_stmt *known;
    int error = sql_prepare(
        run->db, "SELECT 1 FROM latest_student WHERE id = ?", &known);
    DIR *stream = error ? NULL : opendir(folder);
    for (struct dirent *entry; !error && stream && (entry = readdir(stream));) {
        const char *file = entry->d_name;
        if (file[0] == '.' || is_wanted(known, file, &error) || error)
            continue;
        char *path = text_print("%s/%s", folder, file);
        error = path ? store_remove(path) : ENOMEM;
        free(path);
    }
    if (stream)
        closedir(stream);
    sqlite3_finalize(known);
    return error;
}

int pages_feedback(sqlite3 *db, const char *out)
{
    struct feedback_run run = {.db = db, .out = out, .now = time(NULL)};
    char *folder = text_print("%s/feedback", out);
    struct policy *policy = NULL;
    int error = folder ? store_folder(folder) : ENOMEM;
    if (!error)
        error = policy_ask(db, &policy);
    if (!error)
        run.slip_days = policy_slip_days(policy);
    policy_free(policy);
    if (!error)
        error = sql_prepare(db,
                            "SELECT id, name, problems, score,"
                            " (SELECT sum(slip) FROM latest_result WHERE"
                            "  student = latest_student.id)"
                            " FROM latest_student ORDER BY id",
                            &run.students);
    if (!error)
        error = sql_prepare(db, results_query, &run.results);
    while (!error && sql_row(run.students, &error)) {
        struct feedback_pages pages = {.id = sql_text(run.students, 0),
                                       .name = sql_text(run.students, 1),
                                       .problems = sql_text(run.students, 2),
                                       .total = sql_number(run.students, 3),
                                       .slip =
                                           sqlite3_column_int(run.students, 4)};
        error = student_write(&run, &pages);
    }
    if (!error)
        error = strangers_remove(&run, folder);
    sqlite3_finalize(run.students);
    sqlite3_finalize(run.results);
    free(folder);
    return error;
}
