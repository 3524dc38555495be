/*
 * The class page, OUT/class.html: for somebody who has 300 students and wants
 * to go to bed. What needs a person comes first; then what the class did.
 */
#include "batch/out/class_filter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/out/pages.h"

int pages_class(sqlite3 *db, const char *out)
{
    static int (*const parts[])(struct class_page *) = {
        class_head,    class_look,     class_refusals, class_similar,
        class_lessons, class_findings, class_grid,
    };
    struct class_page class = {.db = db, .out = out};
    char *path = text_print("%s/class.html", out);
    int error = path ? page_open(&class.page, PAGE_HTML, "The class - Lockstep")
                     : ENOMEM;
    if (error)
        goto out_free;
    error = class_filter_open(&class);
    if (!error)
        error = class_similar_count(&class);
    if (!error)
        class_filter_rules(&class);
    page_body(&class.page, "wide");
    for (size_t i = 0; !error && i < sizeof parts / sizeof parts[0]; i++)
        error = parts[i](&class);
    page_html(&class.page, "</main>\n");
    int saved = page_save(&class.page, error ? NULL : path);
    error = error ? error : saved;
    class_filter_close(&class);
out_free:
    free(path);
    return error;
}
