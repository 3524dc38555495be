/*
 * The commonest findings on the class page: what the next lecture should be
 * about. One finding may be met in several trials; each is counted.
 */
#include <string.h>

#include "batch/base/sql.h"
#include "batch/out/class.h"

enum { MOST_FINDINGS = 5 /* of a lesson */ };

/* SQLite takes the bare columns from the row that min() comes from. */
static const char findings_query[] =
    "SELECT result.lesson, finding.kind, trial.name,"
    " count(DISTINCT result.student) AS students, min(result.student),"
    " finding.title, trial.promise"
    " FROM latest_result AS result"
    " JOIN trial ON trial.record = result.record"
    " JOIN finding ON finding.record = trial.record"
    "  AND finding.trial = trial.position"
    " GROUP BY result.position, result.lesson, finding.kind, trial.name"
    " ORDER BY result.position, result.lesson, students DESC, trial.name,"
    " finding.kind";

static void finding_row(struct class_page *class, sqlite3_stmt *row)
{
    struct page *page = &class->page;
    page_row(page);
    page_text_cell(page, 'h', sql_text(row, 0));
    page_text_cell(page, 't', sql_text(row, 1));
    page_cell(page, 't');
    page_code(page, sql_text(row, 2));
    page_say(page, ": %s", sql_text(row, 6));
    page_cell_end(page);
    page_cell(page, 'n');
    page_say(page, "%d", sqlite3_column_int(row, 3));
    page_cell_end(page);
    page_cell(page, 't');
    page_say(page, "%s (", sql_text(row, 5));
    class_student(class, sql_text(row, 4), "");
    page_say(page, ")");
    page_cell_end(page);
    page_row_end(page);
}

int class_findings(struct class_page *class)
{
    static const char *const heads[] = {"Lesson", "Kind", "Trial", "#Students",
                                        "For instance"};
    char lesson[64] = "";
    size_t rows = 0;
    sqlite3_stmt *row;
    page_heading(&class->page, 2, "findings", "Commonest findings");
    page_table(&class->page, "By lesson, the most frequent first", heads, 5);
    int error = sql_prepare(class->db, findings_query, &row);
    while (!error && sql_row(row, &error)) {
        if (strcmp(lesson, sql_text(row, 0)) != 0) {
            snprintf(lesson, sizeof lesson, "%s", sql_text(row, 0));
            rows = 0;
        }
        if (rows++ < MOST_FINDINGS)
            finding_row(class, row);
    }
    page_table_end(&class->page);
    sqlite3_finalize(row);
    return error;
}
