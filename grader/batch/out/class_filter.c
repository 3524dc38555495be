/* Showing a part of the class page (see class_filter.h). */
#include "batch/out/class_filter.h"

#include <errno.h>
#include <string.h>

#include "base/escape.h"
#include "batch/base/sql.h"

/* Verdicts, and what became of works that have none. */
static const char *const verdicts[] = {"pass",      "fail",     "build",
                                       "integrity", "invalid",  "unusable",
                                       "missing",   "ungraded", NULL};

static int names_collect(sqlite3 *db, const char *question, json_t **names)
{
    sqlite3_stmt *row;
    int error = sql_prepare(db, question, &row);
    *names = json_array();
    while (!error && sql_row(row, &error))
        if (json_array_append_new(*names, json_string(sql_text(row, 0))))
            error = ENOMEM;
    sqlite3_finalize(row);
    return error;
}

int class_filter_open(struct class_page *class)
{
    int error = names_collect(class->db,
                              "SELECT DISTINCT " CLASS_SECTION
                              " AS section FROM latest_student"
                              " WHERE section <> '' ORDER BY section",
                              &class->sections);
    if (!error)
        error = names_collect(class->db,
                              "SELECT id FROM latest_lesson"
                              " ORDER BY position, id",
                              &class->lessons);
    return error;
}

void class_filter_close(struct class_page *class)
{
    json_decref(class->sections);
    json_decref(class->lessons);
}

int class_filter_index(const json_t *list, const char *name)
{
    size_t i;
    const json_t *each;
    json_array_foreach(list, i, each)
    {
        if (strcmp(json_string_value(each), name) == 0)
            return (int)i;
    }
    return -1;
}

#define CHOSEN "body:has(#show-%s [value=%s%zu]:checked) "

void class_filter_rules(struct class_page *class)
{
    struct page *page = &class->page;
    size_t sections = json_array_size(class->sections);
    size_t lessons = json_array_size(class->lessons);
    size_t before = sections ? 3 : 2; /* columns of the grid */
    for (size_t i = 0; i < sections; i++)
        page_html(page, CHOSEN "tr.of:not(.s%zu){display:none}", "section", "s",
                  i, i);
    for (size_t i = 0; i < lessons; i++)
        page_html(page,
                  CHOSEN "tr.in:not(.l%zu)," CHOSEN
                         ".grid :is(th,td):nth-child(n+%zu)"
                         ":not(:nth-child(%zu)){display:none}",
                  "lesson", "l", i, i, "lesson", "l", i, before + 1,
                  before + 1 + i);
    for (size_t v = 0; verdicts[v]; v++) {
        const char *verdict = verdicts[v];
        page_html(page,
                  CHOSEN "tr.in:not(.v-%s)," CHOSEN
                         ".grid tbody tr:not(:has(.%s)){display:none}",
                  "verdict", "v", v, verdict, "verdict", "v", v, verdict);
        for (size_t i = 0; i < lessons; i++)
            page_html(page,
                      "body:has(#show-verdict [value=v%zu]:checked)"
                      ":has(#show-lesson [value=l%zu]:checked) .grid tbody "
                      "tr:not(:has(.%s:nth-child(%zu))){display:none}",
                      v, i, verdict, before + 1 + i);
    }
}

static void list_write(struct page *page, const char *label, const char *id,
                       char letter, const char *name, size_t index)
{
    if (index == 0)
        page_html(page,
                  "<label>%s <select id=\"show-%s\">"
                  "<option value=\"\">all</option>",
                  label, id);
    page_html(page, "<option value=\"%c%zu\">", letter, index);
    escape_html(page->file, name);
    page_html(page, "</option>");
}

static void lists_write(struct page *page, const char *label, const char *id,
                        const json_t *names)
{
    size_t i;
    const json_t *name;
    json_array_foreach(names, i, name)
    {
        list_write(page, label, id, *id, json_string_value(name), i);
    }
    if (json_array_size(names) > 0)
        page_html(page, "</select></label> ");
}

void class_filter(struct class_page *class)
{
    struct page *page = &class->page;
    page_html(page, "<div class=\"show\" role=\"group\" "
                    "aria-label=\"What the tables show\">");
    lists_write(page, "Section", "section", class->sections);
    lists_write(page, "Lesson", "lesson", class->lessons);
    for (size_t v = 0; verdicts[v]; v++)
        list_write(page, "Verdict", "verdict", 'v', verdicts[v], v);
    page_html(page, "</select></label></div>\n");
}
