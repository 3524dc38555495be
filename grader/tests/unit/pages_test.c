/* What the pages say, and that no text of a stranger is obeyed there. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/out/feedback.h"
#include "batch/out/pages_writer.h"
#include "batch/out/plot_bars.h"
#include "tests/unit/json_of.h"

static const char evil[] =
    "</pre></td><script>alert(1)</script><img src=x onerror=alert(1)> & \"q\"";

/* Ends a page and gives its text. */
static char *finished(struct page *page)
{
    char path[] = "build/test/page.XXXXXX";
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    cr_assert(page_save(page, path) == 0);
    char *text = file_read(path);
    unlink(path);
    cr_assert(text);
    return text;
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

static char *everything(enum page_form form, const char *text)
{
    static const char *const heads[] = {"One", "#Two"};
    struct page page;
    cr_assert(page_open(&page, form, text) == 0);
    page_html(&page, "<body>");
    page_heading(&page, 1, "id", text);
    page_told(&page, "%s", text);
    page_list(&page);
    page_item(&page);
    page_strong(&page, text);
    page_code(&page, text);
    page_badge(&page, "pass", text);
    page_item_end(&page);
    page_list_end(&page);
    page_table(&page, "Caption", heads, 2);
    page_row(&page);
    page_cell(&page, 'h');
    page_link(&page, "a.html", text);
    page_cell_end(&page);
    page_cell(&page, 'n');
    page_code(&page, text);
    page_cell_end(&page);
    page_row_end(&page);
    page_table_end(&page);
    page_fold(&page, text);
    page_block(&page, "Block", text);
    page_fold_end(&page);
    return finished(&page);
}

Test(pages, html_of_strangers_is_text)
{
    char *text = everything(PAGE_HTML, evil);
    cr_expect(!strstr(text, "<script"), "%s", text);
    cr_expect(!strstr(text, "<img"), "%s", text);
    cr_expect(occurrences(text, "&lt;script&gt;") == 10, "%s", text);
    cr_expect(occurrences(text, "</td>") == 1, "%s", text);
    free(text);
}

Test(pages, markdown_of_strangers_is_text)
{
    char *text = everything(
        PAGE_MARKDOWN, "<b>a</b> [x](y) *s* _u_ | c\n# no heading\n- no item");
    cr_expect(strstr(text, "\\<b\\>a\\</b\\>"), "%s", text);
    cr_expect(strstr(text, "\\[x\\](y)"), "%s", text);
    cr_expect(strstr(text, "\\*s\\* \\_u\\_ \\| c"), "%s", text);
    /* In the code block alone lines stay lines. */
    cr_expect(occurrences(text, "\n# no heading") == 1, "%s", text);
    cr_expect(occurrences(text, "\n- no item") == 1, "%s", text);
    free(text);
}

static char *paragraph(const char *words)
{
    struct page page;
    cr_assert(page_open(&page, PAGE_MARKDOWN, "t") == 0);
    page_told(&page, "%s", words);
    return finished(&page);
}

Test(pages, markdown_escapes_no_more_than_it_must)
{
    static const char *const texts[][2] = {
        {"race on a.b-c: 3 (of 4), x = y", "race on a.b-c: 3 (of 4), x = y"},
        {"stock_take() of two_words", "stock_take() of two_words"},
        {"1. no list", "1\\. no list"},
        {"- no item", "\\- no item"},
        {"a _b_", "a \\_b\\_"},
        {"see http://x.y", "see http\\://x.y"},
        {"see www.x.y", "see www\\.x.y"},
        {"the `x | y` one", "the `x | y` one"},
        {"a ` alone", "a \\` alone"},
        {"`a` and ``", "`a` and \\`\\`"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char *text = paragraph(texts[i][0]);
        text[strcspn(text, "\n")] = '\0';
        cr_expect_str_eq(text, texts[i][1]);
        free(text);
    }
}

Test(pages, code_in_markdown_cannot_be_ended)
{
    struct page page;
    cr_assert(page_open(&page, PAGE_MARKDOWN, "t") == 0);
    page_code(&page, "a``b\n|c");
    char *text = finished(&page);
    cr_expect_str_eq(text, "``` a``b |c ```");
    free(text);
}

Test(pages, a_table_in_markdown_has_even_columns)
{
    static const char *const heads[] = {"Lesson", "#Score"};
    struct page page;
    cr_assert(page_open(&page, PAGE_MARKDOWN, "t") == 0);
    page_table(&page, "c", heads, 2);
    page_row(&page);
    page_cell(&page, 'h');
    page_code(&page, "x|y");
    page_cell_end(&page);
    page_cell(&page, 'n');
    page_text(&page, "\u00e4");
    page_cell_end(&page);
    page_row_end(&page);
    page_table_end(&page);
    char *text = finished(&page);
    cr_expect_str_eq(text, "| Lesson | Score |\n"
                           "| ------ | ----- |\n"
                           "| `x\\|y` | \u00e4     |\n\n");
    free(text);
}

static char *ladder_of(enum page_form form, const char *json)
{
    struct page page;
    json_t *trace = json_of(json);
    cr_assert(page_open(&page, form, "t") == 0);
    feedback_ladder(&page, trace);
    json_decref(trace);
    return finished(&page);
}

#define STEP(thread, line, source, does)                                       \
    "{'n':1,'thread':" thread ",'call':'pthread_mutex_lock','line':" line      \
    ",'source':'" source "','does':'" does "'}"

Test(pages, a_ladder_has_a_column_for_each_thread)
{
    char *text = ladder_of(
        PAGE_HTML,
        "{'finding':'deadlock','switches':1,'preemptions':1,"
        "'threads':['a','<b>'],'steps':[" STEP(
            "0", "7", "lock(&x);", "locks `x`") "," STEP("1", "8", "</td><i>",
                                                         "waits for `x`") "]}");
    cr_expect(strstr(text, "<th scope=\"col\">a</th>"
                           "<th scope=\"col\">&lt;b&gt;</th>"),
              "%s", text);
    cr_expect(strstr(text, "<td><span class=\"line\">7: "
                           "<code>lock(&amp;x);</code></span>"
                           "<span class=\"does\">locks <code>x</code></span>"
                           "</td><td></td></tr>"),
              "%s", text);
    cr_expect(strstr(text, "<td></td><td><span class=\"line\">8: "
                           "<code>&lt;/td&gt;&lt;i&gt;</code>"),
              "%s", text);
    free(text);
}

#define SPIN STEP("0", "7", "lock(&x);", "locks `x`")

Test(pages, a_ladder_folds_what_repeats)
{
    static const char trace[] =
        "{'finding':'deadlock','threads':['a'],'steps':[" SPIN "," SPIN "," SPIN
        "," SPIN "," SPIN "]}";
    char *text = ladder_of(PAGE_HTML, trace);
    cr_expect(occurrences(text, "class=\"does\"") == 1, "%s", text);
    cr_expect(strstr(text, "the same 4 times more"), "%s", text);
    free(text);
    text = ladder_of(PAGE_MARKDOWN, trace);
    cr_expect(strstr(text, "(the same 4 times more)"), "%s", text);
    free(text);
}

Test(pages, a_ladder_without_steps_is_left_out)
{
    char *text =
        ladder_of(PAGE_MARKDOWN, "{'finding':'race','threads':[],'steps':[]}");
    cr_expect_str_eq(text, "");
    free(text);
}

#define UNSEEN(title)                                                          \
    "{'name':'t','findings':[{'kind':'leak','title':'" title "'}],"            \
    "'engines':[{'trace':{'finding':'leak','threads':[],'steps':[]}}]}"

/* The first three would stand there open, the fourth folded. */
Test(pages, nothing_is_folded_where_there_is_no_ladder)
{
    struct page page;
    json_t *record = json_of("{'lesson':'01_lock','trials':[" UNSEEN(
        "A") "," UNSEEN("B") "," UNSEEN("C") "," UNSEEN("D") "]}");
    cr_assert(page_open(&page, PAGE_HTML, "t") == 0);
    feedback_findings(&page, record);
    char *text = finished(&page);
    cr_expect(occurrences(text, "class=\"finding\"") == 4, "%s", text);
    cr_expect(!strstr(text, "<details>"), "%s", text);
    free(text);
    json_decref(record);
}

Test(pages, scores_are_put_into_their_bars)
{
    static const double scores[] = {0, 9.99, 10, 55, 99.99, 100, 100};
    struct plot plot = {0};
    for (size_t i = 0; i < sizeof scores / sizeof scores[0]; i++)
        cr_assert(plot_add(&plot, scores[i]) == 0);
    static const size_t bars[PLOT_BARS] = {2, 1, 0, 0, 0, 1, 0, 0, 0, 1, 2};
    for (size_t i = 0; i < PLOT_BARS; i++)
        cr_expect(plot.bar[i] == bars[i], "bar %zu: %zu", i, plot.bar[i]);
    cr_expect(plot_median(&plot) == 55);
    cr_expect(fabs(plot_mean(&plot) - 374.98 / 7) < 1e-9);
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    plot_words(&plot, file);
    fclose(file);
    cr_expect_str_eq(text, "7 scores: 2 below 10, 1 from 10 to 19, "
                           "1 from 50 to 59, 1 from 90 to 99, 2 of 100");
    free(text);
    file = open_memstream(&text, &size);
    plot_draw(&plot, file);
    fclose(file);
    cr_expect(occurrences(text, "<rect") == 5, "%s", text);
    /* The highest bar is as high as there is room, the others to scale. */
    cr_expect(occurrences(text, "height=\"80\"") == 2, "%s", text);
    cr_expect(occurrences(text, "height=\"40\"") == 3, "%s", text);
    free(text);
    plot_clear(&plot);
    cr_expect(isnan(plot_median(&plot)) && isnan(plot_mean(&plot)));
}

Test(pages, a_median_between_two)
{
    struct plot plot = {0};
    plot_add(&plot, 10);
    plot_add(&plot, 40);
    cr_expect(plot_median(&plot) == 25);
    plot_clear(&plot);
}

Test(pages, what_students_may_see)
{
    time_t now = 1795330800; /* 2026-11-22T07:00:00Z */
    cr_expect(feedback_shows("visible", "", now));
    cr_expect(!feedback_shows("hidden", "", now));
    cr_expect(!feedback_shows("after_published", "", now));
    cr_expect(!feedback_shows("no such word", "", now));
    cr_expect(feedback_shows("after_due_date", "", now));
    cr_expect(feedback_shows("after_due_date", "2026-11-22T07:00:00Z", now));
    cr_expect(!feedback_shows("after_due_date", "2026-11-22T07:00:01Z", now));
}
