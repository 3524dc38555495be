/* What several parts of the class page write and ask (see class.h). */
#include <stdlib.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/out/class.h"
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
    char *link = text_print("feedback/%s.html", id);
    page_link(&class->page, link ? link : "#", *name ? name : id);
    free(link);
}
