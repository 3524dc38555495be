/*
 * The class page, OUT/class.html: for somebody who has 300 students and wants
 * to go to bed. What needs a person comes first; then what the class did.
 */
#include "batch/out/class.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "batch/base/sql.h"
#include "batch/out/pages.h"

int class_count(struct class_page *class, const char *question, long *number)
{
    sqlite3_stmt *row;
    int error = sql_prepare(class->db, question, &row);
    *number = 0;
    if (!error && sql_row(row, &error))
        *number = (long)sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return error;
}

void class_student(struct class_page *class, const char *id, const char *name)
{
    char *link = store_path("feedback/%s.html", id);
    page_link(&class->page, link ? link : "#", *name ? name : id);
    free(link);
}

int pages_class(sqlite3 *db, const char *out)
{
    static int (*const parts[])(struct class_page *) = {
        class_similar_count, class_head,     class_look, class_similar,
        class_lessons,       class_findings, class_grid,
    };
    struct class_page class = {.db = db, .out = out};
    char *path = store_path("%s/class.html", out);
    int error = path ? page_open(&class.page, PAGE_HTML, "The class - Lockstep")
                     : ENOMEM;
    if (error)
        goto out_free;
    page_html(&class.page, "<body class=\"wide\">\n");
    for (size_t i = 0; !error && i < sizeof parts / sizeof parts[0]; i++)
        error = parts[i](&class);
    page_html(&class.page, "</main>\n");
    int saved = page_save(&class.page, error ? NULL : path);
    error = error ? error : saved;
out_free:
    free(path);
    return error;
}
