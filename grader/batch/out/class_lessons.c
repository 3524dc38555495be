/*
 * The lessons on the class page: how scores are spread, and who handed in.
 */
#include <math.h>
#include <string.h>

#include "batch/base/sql.h"
#include "batch/book/score.h"
#include "batch/out/class_filter.h"
#include "batch/out/plot_bars.h"

/* A lesson's numbers. */
struct tally {
    char lesson[64], title[200], visibility[32];
    long handed_in, passed, found, unbuilt, look, missing, late;
    struct plot plot;
};

/* Writes what there is to say of one lesson. */
typedef void tally_writer(struct class_page *class, const struct tally *tally);

static void figure_write(struct class_page *class, const char *title,
                         const struct plot *plot)
{
    struct page *page = &class->page;
    char mean[SCORE_TEXT], median[SCORE_TEXT];
    page_html(page, "<figure>");
    plot_draw(plot, page->file);
    page_html(page, "<figcaption>");
    page_strong(page, title);
    page_html(page, "<br />");
    page_say(page, "%zu scores, mean %s, median %s", plot->count,
             score_words(round(plot_mean(plot)), mean),
             score_words(round(plot_median(plot)), median));
    page_html(page, "</figcaption></figure>\n");
}

static int totals_write(struct class_page *class)
{
    struct plot plot = {0};
    sqlite3_stmt *row;
    int error = sql_prepare(class->db,
                            "SELECT score FROM latest_student"
                            " WHERE score IS NOT NULL ORDER BY score",
                            &row);
    while (!error && sql_row(row, &error))
        error = plot_add(&plot, sql_number(row, 0));
    if (!error)
        figure_write(class, "Totals", &plot);
    plot_clear(&plot);
    sqlite3_finalize(row);
    return error;
}

static int tally_add(struct tally *tally, sqlite3_stmt *row)
{
    const char *state = sql_text(row, 2), *verdict = sql_text(row, 3);
    bool missing = strcmp(state, "missing") == 0;
    double score = sql_number(row, 4);
    tally->missing += missing;
    tally->handed_in += !missing;
    tally->passed += strcmp(verdict, "pass") == 0;
    tally->found += strcmp(verdict, "fail") == 0;
    tally->unbuilt += strcmp(verdict, "build") == 0;
    tally->look += sqlite3_column_int(row, 7);
    tally->late += sqlite3_column_int(row, 5) > 0;
    return missing || isnan(score) ? 0 : plot_add(&tally->plot, score);
}

static void number_cell(struct page *page, long number)
{
    page_cell(page, 'n');
    page_html(page, "%ld", number);
    page_cell_end(page);
}

static void score_cell(struct page *page, double score)
{
    char words[SCORE_TEXT];
    page_text_cell(page, 'n', score_words(round(score * 10) / 10, words));
}

static void tally_row(struct class_page *class, const struct tally *tally)
{
    struct page *page = &class->page;
    page_row(page);
    page_text_cell(page, 'h', tally->lesson);
    number_cell(page, tally->handed_in);
    number_cell(page, tally->passed);
    number_cell(page, tally->found);
    number_cell(page, tally->unbuilt);
    number_cell(page, tally->look);
    number_cell(page, tally->missing);
    number_cell(page, tally->late);
    score_cell(page, plot_mean(&tally->plot));
    score_cell(page, plot_median(&tally->plot));
    page_text_cell(page, 't', tally->visibility);
    page_row_end(page);
}

static void tally_figure(struct class_page *class, const struct tally *tally)
{
    figure_write(class, tally->title, &tally->plot);
}

/* One pass over all results, lesson by lesson, so that only one lesson's scores
 * are in memory. */
static int tallies_write(struct class_page *class, tally_writer *write)
{
    struct tally tally = {.lesson = ""};
    sqlite3_stmt *row;
    int error = sql_prepare(class->db,
                            "SELECT lesson, title, state, verdict, score,"
                            " late_days, visibility, " CLASS_INTEGRITY
                            " OR " CLASS_MACHINE " OR " CLASS_UNUSABLE
                            " FROM latest_result"
                            " ORDER BY position, lesson, score",
                            &row);
    while (!error && sql_row(row, &error)) {
        if (strcmp(tally.lesson, sql_text(row, 0)) != 0) {
            if (*tally.lesson)
                write(class, &tally);
            plot_clear(&tally.plot);
            tally = (struct tally){.lesson = ""};
            snprintf(tally.lesson, sizeof tally.lesson, "%s", sql_text(row, 0));
            snprintf(tally.title, sizeof tally.title, "%s", sql_text(row, 1));
            snprintf(tally.visibility, sizeof tally.visibility, "%s",
                     sql_text(row, 6));
        }
        error = tally_add(&tally, row);
    }
    if (!error && *tally.lesson)
        write(class, &tally);
    plot_clear(&tally.plot);
    sqlite3_finalize(row);
    return error;
}

/* Each section's totals, if the roster has sections. */
static int sections_write(struct class_page *class)
{
    static const char *const heads[] = {
        "Section", "#Students", "#Handed in nothing", "#Mean of totals"};
    struct page *page = &class->page;
    sqlite3_stmt *row;
    if (json_array_size(class->sections) == 0)
        return 0;
    int error = sql_prepare(
        class->db,
        "SELECT " CLASS_SECTION " AS section, count(*), sum(NOT EXISTS"
        " (SELECT 1 FROM result WHERE run = (SELECT max(id) FROM run)"
        " AND student = person.id AND state <> 'missing')), avg(score)"
        " FROM latest_student AS person GROUP BY section ORDER BY section",
        &row);
    page_table(page, "Sections", heads, 4);
    while (!error && sql_row(row, &error)) {
        page_row(page);
        page_text_cell(page, 'h',
                       *sql_text(row, 0) ? sql_text(row, 0) : "none");
        number_cell(page, sqlite3_column_int(row, 1));
        number_cell(page, sqlite3_column_int(row, 2));
        score_cell(page, sql_number(row, 3));
        page_row_end(page);
    }
    page_table_end(page);
    sqlite3_finalize(row);
    return error;
}

int class_lessons(struct class_page *class)
{
    static const char *const heads[] = {
        "Lesson",     "#Handed in",  "#Passed",     "#Found",
        "#Not built", "#Needs look", "#Missing",    "#Late",
        "#Mean",      "#Median",     "Students see"};
    struct page *page = &class->page;
    page_heading(page, 2, "lessons", "Lessons");
    page_told(page, "Scores of what was handed in, after lateness; what is "
                    "missing counts in the totals alone.");
    page_html(page, "<div class=\"plots\">\n");
    int error = totals_write(class);
    if (!error)
        error = tallies_write(class, tally_figure);
    page_html(page, "</div>\n");
    page_heading(page, 3, NULL, "In numbers");
    page_table(page, "Works by what became of them", heads, 11);
    if (!error)
        error = tallies_write(class, tally_row);
    page_table_end(page);
    return error ? error : sections_write(class);
}
