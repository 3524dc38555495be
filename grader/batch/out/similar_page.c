/*
 * Works side by side, OUT/similar/LESSON/N.html (see similar_page.h).
 *
 * A pair's lines stand in two columns of their own: what is common may come in
 * another order, so lines are marked and not aligned.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/out/similar_page.h"
#include "batch/similar/prints.h"
#include "batch/similar/similar.h"
#include "judge/find/evidence.h"

enum { MOST_NAMES = 20 };

/* What the parts of a page share. */
struct group {
    struct page page;
    const char *out, *lesson;
    const json_t *works;
    size_t sides; /* written so far */
    struct prints given;
};

void similar_people(struct page *page, const json_t *work, const char *up,
                    size_t most)
{
    size_t i;
    const json_t *student;
    const json_t *students = json_object_get(work, "students");
    bool earlier = json_is_true(json_object_get(work, "earlier"));
    json_array_foreach(students, i, student)
    {
        const char *id = json_string_value(student);
        if (i == most)
            break;
        page_say(page, "%s%s", i ? ", " : "", earlier ? "earlier: " : "");
        if (earlier) {
            page_code(page, id);
            continue;
        }
        char *link = text_print("%sfeedback/%s.html", up, id);
        page_link(page, link ? link : "#", id);
        free(link);
    }
    if (json_array_size(students) > most)
        page_say(page, " and %zu more", json_array_size(students) - most);
}

static void line_write(struct page *page, size_t number, const char *line,
                       bool marked)
{
    size_t length = strcspn(line, "\n");
    char *text = strndup(line, length);
    page_html(page, "<span class=\"no\">%4zu</span> ", number);
    if (text && marked && length > 0) {
        page_html(page, "<mark>");
        escape_html(page->file, text);
        page_html(page, "</mark>");
    } else if (text) {
        escape_html(page->file, text);
    }
    page_html(page, "\n");
    page->failed = page->failed || !text;
    free(text);
}

/* One of two works: its people, then its lines. */
static int side_write(struct group *group, const json_t *work, const char *text,
                      const char *other)
{
    struct page *page = &group->page;
    bool *marked;
    size_t count;
    int error = prints_mark(text, other, &group->given, &marked, &count);
    page_html(page, "<div><h3>");
    similar_people(page, work, "../../", MOST_NAMES);
    page_html(page,
              "</h3>\n<pre tabindex=\"0\" role=\"region\" "
              "aria-label=\"Text %zu\"><code>",
              ++group->sides);
    for (size_t i = 0; !error && i < count && *text; i++) {
        line_write(page, i + 1, text, marked[i]);
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    page_html(page, "</code></pre></div>\n");
    free(marked);
    return error;
}

static char *text_of(const struct group *group, const json_t *work)
{
    return similar_source(group->out, json_text(work, "source"),
                          json_is_true(json_object_get(work, "earlier")));
}

static int pair_write(struct group *group, const json_t *pair)
{
    const json_t *side[2];
    for (int i = 0; i < 2; i++)
        side[i] = json_array_get(
            group->works,
            (size_t)json_integer_value(json_object_get(pair, i ? "b" : "a")));
    char *text[2] = {text_of(group, side[0]), text_of(group, side[1])};
    char title[80];
    snprintf(title, sizeof title, "%lld %% in common",
             (long long)json_integer_value(json_object_get(pair, "percent")));
    page_heading(&group->page, 2, NULL, title);
    page_html(&group->page, "<div class=\"sides\">\n");
    int error = text[0] && text[1] ? 0 : ENOENT;
    for (int i = 0; !error && i < 2; i++)
        error = side_write(group, side[i], text[i], text[1 - i]);
    page_html(&group->page, "</div>\n");
    free(text[0]);
    free(text[1]);
    return error;
}

static void works_write(struct group *group)
{
    struct page *page = &group->page;
    size_t i;
    const json_t *work;
    page_list(page);
    json_array_foreach(group->works, i, work)
    {
        bool earlier = json_is_true(json_object_get(work, "earlier"));
        page_item(page);
        similar_people(page, work, "../../", MOST_NAMES);
        char *link =
            text_print("../../%ssources/%s.c", earlier ? "earlier/" : "",
                       json_text(work, "source"));
        page_say(page, " (");
        page_link(page, link ? link : "#", "source");
        page_say(page, json_array_size(json_object_get(work, "students")) > 1
                           ? "; the same file)"
                           : ")");
        free(link);
        page_item_end(page);
    }
    page_list_end(page);
}

static int group_write(struct group *group, const json_t *pairs)
{
    struct page *page = &group->page;
    size_t i;
    const json_t *pair;
    int error = 0;
    page_body(page, "wide");
    page_html(page, "<header>\n");
    page_heading(page, 1, NULL, "Similar works");
    page_paragraph(page);
    page_link(page, "../../class.html#similar", "The class");
    page_say(page, ". Lesson `%s`.", group->lesson);
    page_paragraph_end(page);
    page_html(page, "</header>\n<main>\n");
    page_told(page, "A reason to look, never a verdict. Marked is what is "
                    "common, but for names, numbers, comments and layout; what "
                    "the lesson gave to everyone is not.");
    works_write(group);
    json_array_foreach(pairs, i, pair)
    {
        error = pair_write(group, pair);
        if (error)
            break;
    }
    page_html(page, "</main>\n");
    return error;
}

int similar_page(const char *out, const json_t *lesson, size_t index)
{
    const json_t *said =
        json_array_get(json_object_get(lesson, "groups"), index);
    struct group group = {.out = out,
                          .lesson = json_text(lesson, "lesson"),
                          .works = json_object_get(said, "works")};
    char *path =
        text_print("%s/similar/%s/%zu.html", out, group.lesson, index + 1);
    char *given = similar_given(group.lesson);
    int error = path && given ? prints_add(given, 1, &group.given) : ENOMEM;
    prints_sort(&group.given);
    if (!error)
        error = page_open(&group.page, PAGE_HTML, "Similar works - Lockstep");
    if (!error) {
        error = group_write(&group, json_object_get(said, "pairs"));
        int saved = page_save(&group.page, error ? NULL : path);
        error = error ? error : saved;
    }
    free(group.given.print);
    free(given);
    free(path);
    return error;
}
