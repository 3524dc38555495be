/*
 * Similar works on the class page, from OUT/similar/. Readers must not take
 * this for a verdict, so it says what it is.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/out/class.h"
#include "batch/similar/similar.h"
#include "judge/find/evidence.h"

enum { MOST_ROWS = 100, MOST_NAMES = 6 };

static json_int_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static bool is_usual(const json_t *pair)
{
    return json_is_true(json_object_get(pair, "usual"));
}

static json_t *lesson_load(const char *out, const char *lesson)
{
    char *path = similar_path(out, lesson);
    json_t *similar = path ? json_load_file(path, 0, NULL) : NULL;
    free(path);
    return similar;
}

/* What is done with what was found in a lesson. */
typedef void lesson_use(struct class_page *class, const json_t *lesson);

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
            use(class, lesson);
        json_decref(lesson);
    }
    sqlite3_finalize(row);
    return error;
}

static void lesson_count(struct class_page *class, const json_t *lesson)
{
    struct class_similar *similar = &class->similar;
    size_t i;
    const json_t *pair;
    const char *trouble = json_text(lesson, "trouble");
    similar->compared = true;
    if (*trouble && similar->troubled++ == 0)
        snprintf(similar->trouble, sizeof similar->trouble, "%s", trouble);
    similar->told += json_array_size(json_object_get(lesson, "same"));
    json_array_foreach(json_object_get(lesson, "pairs"), i, pair)
    {
        *(is_usual(pair) ? &similar->usual : &similar->told) += 1;
    }
}

int class_similar_count(struct class_page *class)
{
    class->similar = (struct class_similar){.told = 0};
    return lessons_use(class, lesson_count);
}

/* The people of a work, and the work. */
static void work_write(struct class_page *class, const json_t *lesson,
                       const char *source)
{
    size_t i;
    const json_t *student;
    const json_t *students =
        json_object_get(json_object_get(lesson, "people"), source);
    size_t count = json_array_size(students);
    page_cell(&class->page, 't');
    json_array_foreach(students, i, student)
    {
        if (i == MOST_NAMES && count > MOST_NAMES + 1)
            break;
        page_say(&class->page, "%s", i ? ", " : "");
        class_student(class, json_string_value(student), "");
    }
    if (i < count)
        page_say(&class->page, " and %zu more", count - i);
    page_say(&class->page, " (");
    char *link = text_print("sources/%s.c", source);
    page_link(&class->page, link ? link : "#", "source");
    page_say(&class->page, ")");
    free(link);
    page_cell_end(&class->page);
}

static void number_cell(struct page *page, json_int_t value, const char *unit)
{
    page_cell(page, 'n');
    page_say(page, "%lld%s", (long long)value, unit);
    page_cell_end(page);
}

static void places_write(struct page *page, const json_t *pair)
{
    size_t i;
    const json_t *place;
    page_cell(page, 't');
    json_array_foreach(json_object_get(pair, "places"), i, place)
    {
        json_int_t at[4];
        for (size_t j = 0; j < 4; j++)
            at[j] = json_integer_value(json_array_get(place, j));
        page_say(page, "%s%lld-%lld = %lld-%lld", i ? ", " : "",
                 (long long)at[0], (long long)at[1], (long long)at[2],
                 (long long)at[3]);
    }
    page_cell_end(page);
}

static void lesson_cell(struct page *page, const json_t *lesson)
{
    page_row(page);
    page_text_cell(page, 'h', json_text(lesson, "lesson"));
}

static void same_write(struct class_page *class, const json_t *lesson,
                       const json_t *group)
{
    struct page *page = &class->page;
    lesson_cell(page, lesson);
    work_write(class, lesson, json_text(group, "source"));
    page_cell(page, 't');
    page_say(page, "the same file");
    page_cell_end(page);
    number_cell(page, 100, " %");
    number_cell(page, 100, " %");
    number_cell(page, number(group, "tokens"), "");
    page_cell(page, 't');
    page_cell_end(page);
    page_row_end(page);
}

static void pair_write(struct class_page *class, const json_t *lesson,
                       const json_t *pair)
{
    struct page *page = &class->page;
    lesson_cell(page, lesson);
    work_write(class, lesson, json_text(pair, "a"));
    work_write(class, lesson, json_text(pair, "b"));
    number_cell(page, number(pair, "percent"), " %");
    number_cell(page, number(pair, "same_lines"), " %");
    number_cell(page, number(pair, "tokens"), "");
    places_write(page, pair);
    page_row_end(page);
}

/* The rows of a lesson, while there is room; all are counted. */
static void lesson_write(struct class_page *class, const json_t *lesson)
{
    size_t i, *rows = &class->similar.rows;
    const json_t *each;
    json_array_foreach(json_object_get(lesson, "same"), i, each)
    {
        if ((*rows)++ < MOST_ROWS)
            same_write(class, lesson, each);
    }
    json_array_foreach(json_object_get(lesson, "pairs"), i, each)
    {
        if (!is_usual(each) && (*rows)++ < MOST_ROWS)
            pair_write(class, lesson, each);
    }
}

static int table_write(struct class_page *class)
{
    static const char *const heads[] = {
        "Lesson",      "Work",    "Other work",          "#In common",
        "#Same lines", "#Tokens", "Lines (work = other)"};
    struct page *page = &class->page;
    page_table(page, "The most similar works of each lesson", heads, 7);
    int error = lessons_use(class, lesson_write);
    page_table_end(page);
    if (class->similar.rows > MOST_ROWS)
        page_told(page, "%zu more are in the files of `similar/`.",
                  class->similar.rows - MOST_ROWS);
    return error;
}

static void trouble_write(struct page *page,
                          const struct class_similar *similar)
{
    if (!similar->compared)
        page_told(page, "Works were not compared.");
    else if (similar->troubled > 0)
        page_told(page, "The works of %zu lesson%s were not compared: %s.",
                  similar->troubled, similar->troubled == 1 ? "" : "s",
                  similar->trouble);
}

int class_similar(struct class_page *class)
{
    struct page *page = &class->page;
    const struct class_similar *similar = &class->similar;
    int error = 0;
    page_heading(page, 2, "similar", "Similar works");
    trouble_write(page, similar);
    if (similar->told > 0) {
        page_told(page,
                  "A reason to look, never a verdict: people learn together, "
                  "and there are not many ways to write a good answer. What "
                  "the lesson gave to everyone is left out; new names, "
                  "comments and layout make no difference.");
        error = table_write(class);
    } else if (similar->compared && similar->troubled == 0) {
        page_told(page, "None, beyond what every answer has in common.");
    }
    if (similar->usual > 0)
        page_told(page,
                  "%zu more pairs are alike because many wrote the same; they "
                  "are in the files of `similar/`.",
                  similar->usual);
    return error;
}
