/*
 * The head of the class page: what this is, and what to do next.
 *
 * What to do is made from counts, each a query to the gradebook; what has
 * nothing to count is left out.
 */
#include <string.h>

#include "batch/base/sql.h"
#include "batch/out/class.h"
#include "judge/find/evidence.h"

/* A thing to do, if a query's answer is not 0. */
struct chore {
    const char *count;      /* the question */
    const char *one, *many; /* what so many are, after the number */
    const char *link;       /* where on the page */
    const char *todo;
};

#define RESULTS "SELECT count(*) FROM latest_result WHERE "
#define DECIDE                                                                 \
    "Look at each, and write what you decide into the policy "                 \
    "(`override STUDENT LESSON SCORE \"reason\"`); then grade again: only "    \
    "what is new takes time."

static const struct chore chores[] = {
    {RESULTS CLASS_INTEGRITY, "work could not be judged by a machine",
     "works could not be judged by a machine", "#look", DECIDE},
    {RESULTS CLASS_MACHINE, "work was not graded, by the machine's fault",
     "works were not graded, by the machine's fault", "#machine",
     "Run `make doctor`, then the same command again: only these are graded "
     "again. They cost nobody points."},
    {RESULTS CLASS_UNUSABLE, "hand-in could not be taken",
     "hand-ins could not be taken", "#unusable",
     "Ask for a file that can be taken, put it in its place, grade again."},
    {"SELECT count(*) FROM latest_student WHERE NOT enrolled",
     "student is not in the roster", "students are not in the roster",
     "#roster", "Is it another spelling, or somebody else's course?"},
};

static int run_write(struct class_page *class)
{
    sqlite3_stmt *row;
    int error = sql_prepare(class->db,
                            "SELECT id, started, kit, compiler, seeds, input"
                            " FROM latest_run",
                            &row);
    if (!error && sql_row(row, &error)) {
        struct page *page = &class->page;
        const char *time = sql_text(row, 1);
        page_told(page,
                  "Run %lld, %.10s %.5s UTC. Kit %s, %s, seeds %s. Handed in: "
                  "`%s`.",
                  (long long)sqlite3_column_int64(row, 0), time,
                  strlen(time) > 16 ? time + 11 : "", sql_text(row, 2),
                  sql_text(row, 3), sql_text(row, 4), sql_text(row, 5));
    }
    sqlite3_finalize(row);
    return error;
}

static int totals_write(struct class_page *class)
{
    static const char *const questions[] = {
        "SELECT count(*) FROM latest_student",
        RESULTS "state = 'graded'",
        "SELECT count(DISTINCT record) FROM latest_result",
        RESULTS "verdict = 'pass'",
        RESULTS "verdict = 'fail'",
        RESULTS "verdict = 'build'",
    };
    long number[sizeof questions / sizeof questions[0]];
    int error = 0;
    for (size_t i = 0; !error && i < sizeof number / sizeof number[0]; i++)
        error = class_count(class, questions[i], &number[i]);
    if (!error)
        page_told(&class->page,
                  "%ld students; %ld works graded, %ld of them different: %ld "
                  "passed, in %ld something was found, %ld did not build.",
                  number[0], number[1], number[2], number[3], number[4],
                  number[5]);
    return error;
}

static int chore_write(struct class_page *class, const struct chore *chore)
{
    long count;
    int error = class_count(class, chore->count, &count);
    if (error || count == 0)
        return error;
    char text[160];
    snprintf(text, sizeof text, "%ld %s", count,
             count == 1 ? chore->one : chore->many);
    page_item(&class->page);
    page_link(&class->page, chore->link, text);
    page_say(&class->page, ". %s", chore->todo);
    page_item_end(&class->page);
    return 0;
}

/* How many scores differ from the run before. */
static int changes_write(struct class_page *class)
{
    long changed, runs;
    int error = class_count(class, "SELECT count(*) FROM run", &runs);
    if (!error)
        error = class_count(
            class,
            "SELECT count(*) FROM latest_result AS new JOIN result AS old"
            " ON old.run = (SELECT max(id) FROM run WHERE id <"
            "  (SELECT max(id) FROM run)) AND old.student = new.student"
            " AND old.lesson = new.lesson WHERE old.score IS NOT new.score",
            &changed);
    if (!error && runs > 1) {
        page_item(&class->page);
        page_say(&class->page,
                 "Since the run before, %ld score%s changed"
                 " (`build/bin/grade diff OUT` says whose, and why).",
                 changed, changed == 1 ? "" : "s");
        page_item_end(&class->page);
    }
    return error;
}

static int next_write(struct class_page *class)
{
    struct page *page = &class->page;
    int error = 0;
    page_html(page, "<div class=\"next\">\n");
    page_heading(page, 2, "next", "What to do next");
    page_list(page);
    for (size_t i = 0; !error && i < sizeof chores / sizeof chores[0]; i++)
        error = chore_write(class, &chores[i]);
    if (class->similar.found > 0) {
        page_item(page);
        page_link(page, "#similar", "Similar works");
        page_say(page, ": %zu group%s to look at. It may have a good reason.",
                 class->similar.found, class->similar.found == 1 ? "" : "s");
        page_item_end(page);
    }
    if (!error)
        error = changes_write(class);
    page_item(page);
    page_say(page, "When all is well: hand out the pages in `feedback/`, and "
                   "upload the scores (`grades.csv`, or the sheet that was "
                   "filled in for your course system).");
    page_item_end(page);
    page_list_end(page);
    page_html(page, "</div>\n");
    return error;
}

static void contents_write(struct page *page)
{
    static const char *const links[][2] = {
        {"#look", "Who needs a look"}, {"#similar", "Similar works"},
        {"#lessons", "Lessons"},       {"#findings", "Commonest findings"},
        {"#scores", "Everybody"},
    };
    page_html(page, "<nav aria-label=\"On this page\"><p>");
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        page_html(page, "%s", i ? " &#183; " : "");
        page_link(page, links[i][0], links[i][1]);
    }
    page_html(page, "</p></nav>\n");
}

int class_head(struct class_page *class)
{
    page_html(&class->page, "<header>\n");
    page_heading(&class->page, 1, NULL, "Lockstep: the class");
    int error = run_write(class);
    if (!error)
        error = totals_write(class);
    contents_write(&class->page);
    page_html(&class->page, "</header>\n<main>\n");
    return error ? error : next_write(class);
}
