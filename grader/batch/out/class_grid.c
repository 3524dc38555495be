/*
 * Everybody's scores on the class page: a row per student, a column per lesson.
 *
 * It has a cell for each student and lesson, 48,000 for a big class, so each
 * cell is as short as possible.
 */
#include <string.h>

#include "batch/base/sql.h"
#include "batch/book/score.h"
#include "batch/out/class_filter.h"

static int heads_write(struct class_page *class)
{
    struct page *page = &class->page;
    sqlite3_stmt *row;
    int error = sql_prepare(class->db,
                            "SELECT id, title FROM latest_lesson"
                            " ORDER BY position, id",
                            &row);
    page_html(page,
              "<thead><tr><th scope=\"col\">Student</th>%s"
              "<th scope=\"col\" class=\"n\">Total</th>",
              json_array_size(class->sections)
                  ? "<th scope=\"col\">Section</th>"
                  : "");
    while (!error && sql_row(row, &error)) {
        page_html(page, "<th scope=\"col\" class=\"n\">");
        page_text(page, sql_text(row, 0));
        page_html(page, "</th>");
    }
    page_html(page, "</tr></thead>\n<tbody>\n");
    sqlite3_finalize(row);
    return error;
}

/* What is shown beside a score, since colour alone says nothing to some. */
static const char *word_of(const char *kind)
{
    static const char *const words[][2] = {
        {"build", " build"},
        {"integrity", " look"},
        {"invalid", " invalid"},
        {"unusable", " unusable"},
        {"missing", " missing"},
        {"ungraded", " ungraded"},
        {"fail", ""},
        {"pass", ""},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(kind, words[i][0]) == 0)
            return words[i][1];
    return "";
}

static void cell_write(struct page *page, sqlite3_stmt *row)
{
    char score[SCORE_TEXT];
    const char *verdict = sql_text(row, 3);
    const char *kind = *verdict ? verdict : sql_text(row, 2);
    int late = sqlite3_column_int(row, 5);
    page_html(page, "<td class=\"n %s\">%s%s", kind,
              score_words(sql_number(row, 4), score), word_of(kind));
    if (late > 0)
        page_html(page, " late&#160;%d", late);
    if (sqlite3_column_int(row, 6))
        page_html(page, " set");
    page_html(page, "</td>");
}

static void student_write(struct class_page *class, sqlite3_stmt *row)
{
    char score[SCORE_TEXT];
    struct page *page = &class->page;
    page_html(page, "<tr class=\"of s%d\"><th scope=\"row\">",
              class_filter_index(class->sections, sql_text(row, 10)));
    class_student(class, sql_text(row, 0), sql_text(row, 8));
    page_html(page, "</th>");
    if (json_array_size(class->sections) > 0)
        page_text_cell(page, 't', sql_text(row, 10));
    page_html(page, "<td class=\"n\">%s</td>",
              score_words(sql_number(row, 9), score));
}

static int rows_write(struct class_page *class)
{
    char student[256] = "";
    sqlite3_stmt *row;
    int error = sql_prepare(
        class->db,
        "SELECT result.student, result.lesson, result.state, result.verdict,"
        " result.score, result.late_days, result.overridden, lesson.position,"
        " person.name, person.score, " CLASS_SECTION
        " FROM latest_student AS person"
        " CROSS JOIN latest_lesson AS lesson"
        " JOIN result ON result.student = person.id"
        "  AND result.lesson = lesson.id"
        "  AND result.run = (SELECT max(id) FROM run)"
        " ORDER BY person.id, lesson.position, lesson.id",
        &row);
    while (!error && sql_row(row, &error)) {
        if (strcmp(student, sql_text(row, 0)) != 0) {
            page_html(&class->page, *student ? "</tr>\n" : "");
            snprintf(student, sizeof student, "%s", sql_text(row, 0));
            student_write(class, row);
        }
        cell_write(&class->page, row);
    }
    page_html(&class->page, *student ? "</tr>\n" : "");
    sqlite3_finalize(row);
    return error;
}

/* People from whom there is nothing at all: they may have given up. */
static int absent_write(struct class_page *class)
{
    struct page *page = &class->page;
    size_t count = 0;
    sqlite3_stmt *row;
    int error = sql_prepare(class->db,
                            "SELECT id, name FROM latest_student WHERE NOT"
                            " EXISTS (SELECT 1 FROM result WHERE"
                            " run = (SELECT max(id) FROM run)"
                            " AND student = latest_student.id"
                            " AND state <> 'missing') ORDER BY id",
                            &row);
    while (!error && sql_row(row, &error)) {
        if (count++ == 0) {
            page_heading(page, 3, "absent", "Handed in nothing at all");
            page_paragraph(page);
        } else {
            page_say(page, ", ");
        }
        class_student(class, sql_text(row, 0), sql_text(row, 1));
    }
    if (count > 0)
        page_paragraph_end(page);
    sqlite3_finalize(row);
    return error;
}

int class_grid(struct class_page *class)
{
    struct page *page = &class->page;
    page_heading(page, 2, "scores", "Everybody");
    int error = absent_write(class);
    page_told(page, "Scores from 0 to 100. Without a word beside it, a work "
                    "was run: it passed, or the score says how much held.");
    page_html(page, "<div class=\"box grid\" tabindex=\"0\" role=\"region\" "
                    "aria-label=\"Scores\"><table>\n<caption>Scores by student "
                    "and lesson</caption>\n");
    if (!error)
        error = heads_write(class);
    if (!error)
        error = rows_write(class);
    page_html(page, "</tbody>\n</table></div>\n"
                    "<p class=\"shown\"></p>\n");
    return error;
}
