/*
 * Similar works on the class page, from OUT/similar/, and the pages behind it.
 * Readers must not take this for a verdict, so it says what it is.
 */
#include "batch/out/similar_page.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/out/class.h"
#include "batch/similar/similar.h"
#include "judge/find/evidence.h"

enum { MOST_NAMES = 6 };

static json_int_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static json_t *lesson_load(const char *out, const char *lesson)
{
    char *path = similar_path(out, lesson);
    json_t *similar = path ? json_load_file(path, 0, NULL) : NULL;
    free(path);
    return similar;
}

/* What is done with what was found in a lesson. */
typedef int lesson_use(struct class_page *class, const json_t *lesson);

/* Goes through the lessons in their order; one at a time is in memory. */
static int lessons_use(struct class_page *class, lesson_use *use)
{
    sqlite3_stmt *row;
    int error = sql_prepare(class->db,
                            "SELECT DISTINCT lesson FROM latest_result"
                            " ORDER BY position, lesson",
                            &row);
    while (!error && sql_row(row, &error)) {
        json_t *lesson = lesson_load(class->out, sql_text(row, 0));
        if (lesson)
            error = use(class, lesson);
        json_decref(lesson);
    }
    sqlite3_finalize(row);
    return error;
}

static int lesson_count(struct class_page *class, const json_t *lesson)
{
    class->similar.compared += (size_t)number(lesson, "compared");
    class->similar.found += (size_t)number(lesson, "found");
    class->similar.usual += (size_t)number(lesson, "usual");
    return 0;
}

int class_similar_count(struct class_page *class)
{
    class->similar = (struct class_similar){.found = 0};
    return lessons_use(class, lesson_count);
}

static void works_write(struct page *page, const json_t *works)
{
    size_t i;
    const json_t *work;
    page_cell(page, 't');
    json_array_foreach(works, i, work)
    {
        if (i == MOST_NAMES)
            break;
        page_say(page, "%s", i ? "; " : "");
        similar_people(page, work, "", MOST_NAMES);
    }
    if (json_array_size(works) > MOST_NAMES)
        page_say(page, " and %zu more", json_array_size(works) - MOST_NAMES);
    page_cell_end(page);
}

static void group_write(struct class_page *class, const json_t *lesson,
                        const json_t *group, size_t index)
{
    struct page *page = &class->page;
    const json_t *works = json_object_get(group, "works");
    bool one = json_array_size(works) == 1;
    page_row(page);
    page_text_cell(page, 'h', json_text(lesson, "lesson"));
    works_write(page, works);
    page_cell(page, 'n');
    page_say(page, "%lld %%", (long long)number(group, "percent"));
    page_cell_end(page);
    page_cell(page, 't');
    char *link = text_print("similar/%s/%zu.html", json_text(lesson, "lesson"),
                            index + 1);
    page_link(page, link ? link : "#", one ? "the same file" : "side by side");
    page_cell_end(page);
    page_row_end(page);
    free(link);
}

static int lesson_write(struct class_page *class, const json_t *lesson)
{
    size_t i;
    const json_t *group;
    json_array_foreach(json_object_get(lesson, "groups"), i, group)
    {
        group_write(class, lesson, group, i);
        int error = similar_page(class->out, lesson, i);
        if (error)
            return error;
        class->similar.told++;
    }
    return 0;
}

int class_similar(struct class_page *class)
{
    static const char *const heads[] = {"Lesson", "Works", "#In common",
                                        "To look at"};
    struct page *page = &class->page;
    const struct class_similar *similar = &class->similar;
    int error = 0;
    page_heading(page, 2, "similar", "Similar works");
    if (similar->found > 0) {
        page_told(page,
                  "A reason to look, never a verdict: people learn together, "
                  "and there are not many ways to write a good answer. Works "
                  "in a group share most of what only few wrote. What the "
                  "lesson gave to everyone is left out; new names, comments "
                  "and layout make no difference.");
        page_table(page, "Groups of similar works, by lesson", heads, 4);
        error = lessons_use(class, lesson_write);
        page_table_end(page);
    } else {
        page_told(page, "None, beyond what many answers have in common.");
    }
    if (similar->found > similar->told)
        page_told(page, "%zu more groups were found.",
                  similar->found - similar->told);
    page_told(page,
              "%zu works had enough of their own to be compared; %zu of them "
              "are such as many wrote.",
              similar->compared, similar->usual);
    return error;
}
