/*
 * The ladder on a page: a table with a column for each thread (Markdown has
 * the terminal's picture). Which steps it shows is decided in
 * judge/draw/ladder_steps.c, for pages and terminals alike.
 */
#include <stdlib.h>

#include "batch/out/feedback.h"
#include "judge/draw/ladder.h"
#include "judge/draw/ladder_steps.h"
#include "judge/find/evidence.h"

/* A table that grows. */
struct ladder_table {
    struct page *page;
    size_t threads;
    json_int_t *shown; /* the line each thread showed last */
};

static void picture_write(struct page *page, const json_t *trace)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    if (file)
        ladder_write(file, trace);
    if (!file || fclose(file))
        page->failed = true;
    page_block(page, "Ladder", text);
    free(text);
}

/* The cells of other threads, before or after a step's own. */
static void gap_write(struct ladder_table *table, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        page_html(table->page, "<td></td>");
}

static void step_cell(struct ladder_table *table, const json_t *step)
{
    struct page *page = table->page;
    size_t thread = step_thread(step);
    json_int_t line = json_integer_value(json_object_get(step, "line"));
    if (line && line != table->shown[thread]) {
        page_html(page, "<span class=\"line\">%lld: ", (long long)line);
        page_code(page, json_text(step, "source"));
        page_html(page, "</span>");
        table->shown[thread] = line;
    }
    page_html(page, "<span class=\"does\">");
    page_text(page, json_text(step, "does"));
    page_html(page, "</span>");
}

static void step_row(void *of, const json_t *step)
{
    struct ladder_table *table = of;
    size_t thread = step_thread(step);
    page_html(table->page, "<tr><th scope=\"row\" class=\"n\">%lld</th>",
              (long long)json_integer_value(json_object_get(step, "n")));
    gap_write(table, thread);
    page_html(table->page, "<td>");
    step_cell(table, step);
    page_html(table->page, "</td>");
    gap_write(table, table->threads - thread - 1);
    page_html(table->page, "</tr>\n");
}

static void folded_row(void *of, const json_t *first, size_t period,
                       size_t times)
{
    struct ladder_table *table = of;
    size_t thread = step_thread(first);
    (void)period;
    page_html(table->page, "<tr><th scope=\"row\" class=\"n\">&#8230;</th>");
    gap_write(table, thread);
    page_html(table->page, "<td class=\"soft\">the same %zu times more</td>",
              times);
    gap_write(table, table->threads - thread - 1);
    page_html(table->page, "</tr>\n");
}

static void table_write(struct page *page, const json_t *trace,
                        const char *caption)
{
    static const struct steps_drawing drawing = {step_row, folded_row};
    json_t *threads = json_array();
    json_t *steps = ladder_steps(trace, threads);
    struct ladder_table table = {.page = page,
                                 .threads = json_array_size(threads)};
    table.shown = calloc(table.threads + 1, sizeof *table.shown);
    page->failed = page->failed || !table.shown;
    page_html(page,
              "<div class=\"box\" tabindex=\"0\" role=\"region\" "
              "aria-label=\"Ladder\"><table class=\"ladder\">\n<caption>");
    page_text(page, caption);
    page_html(page, "</caption>\n<thead><tr><th scope=\"col\" class=\"n\">"
                    "step</th>");
    size_t i;
    const json_t *name;
    json_array_foreach(threads, i, name)
    {
        page_html(page, "<th scope=\"col\">");
        page_text(page, json_string_value(name));
        page_html(page, "</th>");
    }
    page_html(page, "</tr></thead>\n<tbody>\n");
    if (table.shown)
        steps_draw(steps, &drawing, &table);
    page_html(page, "</tbody>\n</table></div>\n");
    free(table.shown);
    json_decref(steps);
    json_decref(threads);
}

void feedback_ladder(struct page *page, const json_t *trace)
{
    char heading[256];
    if (!trace || ladder_is_empty(trace))
        return;
    trace_heading(trace, heading, sizeof heading);
    if (page->form == PAGE_HTML) {
        table_write(page, trace, heading);
        return;
    }
    page_told(page, "%s", heading);
    picture_write(page, trace);
}
