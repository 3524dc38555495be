/*
 * Who needs a look, on the class page: a table for each reason, the gravest
 * first. Where a machine broke down everybody is listed, so tables have a
 * limit.
 */
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/out/class_filter.h"
#include "judge/find/evidence.h"

enum { MOST_ROWS = 100, WHY_LENGTH = 300 };

/* A reason to look. */
struct reason {
    const char *id, *title, *intro;
    const char *which; /* rows of latest_result */
};

static const struct reason reasons[] = {
    {"integrity", "For a person to decide",
     "The code holds what could fool the grader, or fell silent under it. That "
     "may be an accident.",
     CLASS_INTEGRITY},
    {"machine", "Not graded, by the machine's fault", "These cost no points.",
     CLASS_MACHINE},
    {"unusable", "Handed in, but could not be taken",
     "They count as nothing until there is a file.", CLASS_UNUSABLE},
    {"odd", "Taken, but odd", "Nothing has to be done, if it is what you want.",
     "NOT " CLASS_INTEGRITY " AND NOT " CLASS_MACHINE " AND NOT " CLASS_UNUSABLE
     " AND (problems <> '[]' OR overridden OR flags LIKE '%several%'"
     " OR flags LIKE '%no_time%' OR flags LIKE '%lms_late%')"},
};

static const char row_query[] =
    "SELECT student, (SELECT name FROM student AS person"
    " WHERE person.id = latest_result.student), lesson, title, flags,"
    " problems, path, source, note, overridden, verdict,"
    " state, (SELECT " CLASS_SECTION " FROM student AS person"
    " WHERE person.id = latest_result.student)"
    " FROM latest_result WHERE %s ORDER BY position, lesson, student "
    "LIMIT %d";

/* What the gate said of a work, or the judge. */
static void refusal_write(struct class_page *class, const char *path)
{
    char *whole = text_print("%s/%s", class->out, path);
    json_t *record = whole ? json_load_file(whole, 0, NULL) : NULL;
    const char *refused = json_text(record, "refused");
    char why[WHY_LENGTH];
    snprintf(why, sizeof why, "%.*s", (int)strcspn(refused, "\n"), refused);
    bool more = strlen(refused) > strlen(why) + 1;
    if (*why)
        page_say(&class->page, "%s%s. ", why, more ? ", and more" : "");
    else
        page_say(&class->page, "The race detector fell silent. ");
    json_decref(record);
    free(whole);
}

static void problems_write(struct class_page *class, const char *text)
{
    size_t i;
    const json_t *problem;
    json_t *problems = json_loads(text, 0, NULL);
    json_array_foreach(problems, i, problem)
    {
        page_say(&class->page, "%s", i ? "; " : "");
        if (*json_text(problem, "file")) {
            page_code(&class->page, json_text(problem, "file"));
            page_say(&class->page, ": ");
        }
        page_text(&class->page, json_text(problem, "text"));
    }
    json_decref(problems);
}

/* Flags in words; those that another column says are left out. */
static void flags_write(struct page *page, const char *flags)
{
    static const char *const words[][2] = {
        {"lms_late", "the course system says late, the due date does not; no "
                     "day was counted"},
        {"no_time", "nobody knows when it was handed in"},
        {"several", "several submissions; the first counts"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(flags, words[i][0]))
            page_say(page, "%s. ", words[i][1]);
}

static void why_write(struct class_page *class, sqlite3_stmt *row)
{
    struct page *page = &class->page;
    const char *verdict = sql_text(row, 10), *flags = sql_text(row, 4);
    if (strcmp(verdict, "integrity") == 0) {
        refusal_write(class, sql_text(row, 6));
    } else if (strcmp(verdict, "invalid") == 0) {
        page_say(page, "The machine could not grade it. ");
    } else if (strstr(flags, "invalid")) {
        page_say(page, "The machine failed in a trial of it. ");
    } else if (strcmp(sql_text(row, 11), "ungraded") == 0) {
        page_say(page, "There is no record of it. ");
    }
    flags_write(page, flags);
    if (sqlite3_column_int(row, 9))
        page_say(page, "You set the score: %s. ", sql_text(row, 8));
    problems_write(class, sql_text(row, 5));
}

static void files_write(struct page *page, sqlite3_stmt *row)
{
    char *source = text_print("sources/%s.c", sql_text(row, 7));
    if (source && *sql_text(row, 7)) {
        page_link(page, source, "source");
        page_say(page, " ");
    }
    if (*sql_text(row, 6))
        page_link(page, sql_text(row, 6), "record");
    free(source);
}

static void row_write(struct class_page *class, sqlite3_stmt *row)
{
    struct page *page = &class->page;
    page_html(page, "<tr class=\"of s%d in l%d v-%s\">",
              class_filter_index(class->sections, sql_text(row, 12)),
              class_filter_index(class->lessons, sql_text(row, 2)),
              *sql_text(row, 10) ? sql_text(row, 10) : sql_text(row, 11));
    page_cell(page, 'h');
    class_student(class, sql_text(row, 0), sql_text(row, 1));
    page_cell_end(page);
    page_text_cell(page, 't', sql_text(row, 2));
    page_cell(page, 't');
    why_write(class, row);
    page_cell_end(page);
    page_cell(page, 't');
    files_write(page, row);
    page_cell_end(page);
    page_row_end(page);
}

static int rows_write(struct class_page *class, const struct reason *reason)
{
    static const char *const heads[] = {"Student", "Lesson", "Why", "Files"};
    sqlite3_stmt *row = NULL;
    char *query = text_print(row_query, reason->which, MOST_ROWS);
    int error = sql_prepare(class->db, query ? query : "", &row);
    free(query);
    page_table(&class->page, reason->title, heads, 4);
    while (!error && sql_row(row, &error))
        row_write(class, row);
    page_table_end(&class->page);
    sqlite3_finalize(row);
    return error;
}

static int reason_write(struct class_page *class, const struct reason *reason,
                        bool *any)
{
    long count;
    char *question = text_print("SELECT count(*) FROM latest_result WHERE %s",
                                reason->which);
    int error = class_count(class, question ? question : "", &count);
    free(question);
    if (error || count == 0)
        return error;
    char title[128];
    snprintf(title, sizeof title, "%s: %ld", reason->title, count);
    *any = true;
    page_heading(&class->page, 3, reason->id, title);
    page_told(&class->page, "%s", reason->intro);
    error = rows_write(class, reason);
    if (count > MOST_ROWS)
        page_told(&class->page,
                  "These are the first %d; `grades.csv` has the others.",
                  MOST_ROWS);
    return error;
}

/* What is odd about the folder or about a student as a whole. */
static int general_write(struct class_page *class, const char *query,
                         const char *id, const char *title, bool *any)
{
    sqlite3_stmt *row;
    int error = sql_prepare(class->db, query, &row);
    size_t rows = 0;
    while (!error && sql_row(row, &error)) {
        if (rows++ >= MOST_ROWS)
            continue;
        if (rows == 1) {
            page_heading(&class->page, 3, id, title);
            page_list(&class->page);
        }
        page_item(&class->page);
        if (*sql_text(row, 1)) {
            class_student(class, sql_text(row, 1), sql_text(row, 2));
            page_say(&class->page, "%s", *sql_text(row, 0) ? ": " : "");
        }
        problems_write(class, sql_text(row, 0));
        page_item_end(&class->page);
    }
    if (rows > 0)
        page_list_end(&class->page);
    if (rows > MOST_ROWS)
        page_told(&class->page, "These are the first %d of %zu.", MOST_ROWS,
                  rows);
    *any = *any || rows > 0;
    sqlite3_finalize(row);
    return error;
}

int class_look(struct class_page *class)
{
    bool any = false;
    int error = 0;
    page_heading(&class->page, 2, "look", "Who needs a look");
    class_filter(class);
    for (size_t i = 0; !error && i < sizeof reasons / sizeof reasons[0]; i++)
        error = reason_write(class, &reasons[i], &any);
    if (!error)
        error = general_write(class,
                              "SELECT problems, id, name FROM latest_student"
                              " WHERE problems <> '[]' ORDER BY id",
                              "files", "Odd files, by student", &any);
    if (!error)
        error =
            general_write(class,
                          "SELECT problems, '', '' FROM latest_run"
                          " WHERE problems <> '[]'",
                          "nobody", "Odd files that belong to nobody", &any);
    if (!error)
        error = general_write(class,
                              "SELECT '', id, name FROM latest_student"
                              " WHERE NOT enrolled ORDER BY id",
                              "roster", "Not in the roster", &any);
    if (!any)
        page_told(&class->page, "Nobody.");
    return error;
}
