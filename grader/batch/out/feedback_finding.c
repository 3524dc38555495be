/*
 * Findings on a student's page: each once, with the trials that met it, where
 * it happened, how it comes about, and how to see it again.
 */
#include <string.h>

#include "batch/out/feedback.h"
#include "judge/draw/ladder.h"
#include "judge/find/evidence.h"
#include "judge/find/findings.h"

enum {
    MOST_OPEN = 3, /* findings of a lesson that show their picture at once */
    TERMINAL_PICTURES = 1, /* and those that have one in Markdown */
};

/* Which part of a lesson's text is about a kind of finding. */
static const char *section_of(const char *kind)
{
    static const char *const sections[][2] = {
        {"race", "The bug, step by step"},
        {"assertion", "The bug, step by step"},
        {"misuse", "The calls"},
        {"unreached", "What the grader checks"},
    };
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (strcmp(kind, sections[i][0]) == 0)
            return sections[i][1];
    return "Common mistakes";
}

static void place_write(struct page *page, const json_t *place)
{
    const char *file = json_text(place, "file");
    const char *source = json_text(place, "source");
    json_int_t line = json_integer_value(json_object_get(place, "line"));
    bool told = strncmp(json_text(place, "does"), "expects ", 8) == 0;
    page_item(page);
    if (*file)
        page_say(page, "`%s:%lld`: ", file, (long long)line);
    page_say(page, "%s %s", json_text(place, "thread"),
             json_text(place, "does"));
    if (*source && !told) {
        page_html(page, "<br />");
        if (page->form == PAGE_MARKDOWN)
            fputs(" - ", page->file);
        page_code(page, source);
    }
    page_item_end(page);
}

static void places_write(struct page *page, const json_t *finding)
{
    size_t i;
    const json_t *item;
    if (json_array_size(json_object_get(finding, "places")) > 0) {
        page_list(page);
        json_array_foreach(json_object_get(finding, "places"), i, item)
            place_write(page, item);
        page_list_end(page);
    }
    json_array_foreach(json_object_get(finding, "notes"), i, item)
        page_told(page, "%s", json_string_value(item));
}

static void seen_write(struct page *page, const json_t *record,
                       const json_t *finding)
{
    size_t i, written = 0;
    const json_t *trial;
    page_paragraph(page);
    page_say(page, "Seen in the trial ");
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        if (!trial_has(trial, finding))
            continue;
        page_say(page, "%s", written++ ? ", " : "");
        page_code(page, json_text(trial, "name"));
    }
    page_say(page, ". What to read: \"%s\" in `lessons/%s/README.md`.",
             section_of(json_text(finding, "kind")),
             json_text(record, "lesson"));
    page_paragraph_end(page);
}

/* The trace of a trial, if it is of this kind of finding. */
static const json_t *trace_of(const json_t *trial, const json_t *finding)
{
    const json_t *trace = trial_trace(trial);
    const char *shown = json_text(trace, "finding");
    return strcmp(shown, json_text(finding, "kind")) == 0 || !*shown ? trace
                                                                     : NULL;
}

static void again_write(struct page *page, const json_t *record,
                        const json_t *trial, const json_t *trace)
{
    const char *lesson = json_text(record, "lesson");
    page_told(page, "To see it yourself: `make replay L=%.*s T=%s S=%s`",
              (int)strcspn(lesson, "_"), lesson, json_text(trial, "name"),
              json_text(trace, "id"));
}

static void finding_write(struct page *page, const json_t *record,
                          const json_t *trial, const json_t *finding,
                          size_t number)
{
    page_html(page, "<div class=\"finding\">\n");
    page_heading(page, 3, NULL, json_text(finding, "title"));
    places_write(page, finding);
    seen_write(page, record, finding);
    const json_t *trace = trace_of(trial, finding);
    bool terminal = page->form == PAGE_MARKDOWN;
    if (trace && number < (terminal ? TERMINAL_PICTURES : MOST_OPEN)) {
        feedback_ladder(page, trace);
    } else if (trace && !terminal && !ladder_is_empty(trace)) {
        page_fold(page, "How it comes about, step by step");
        feedback_ladder(page, trace);
        page_fold_end(page);
    }
    if (trace)
        again_write(page, record, trial, trace);
    page_html(page, "</div>\n");
}

void feedback_findings(struct page *page, const json_t *record)
{
    size_t i, j, written = 0;
    const json_t *trial, *finding;
    const json_t *trials = json_object_get(record, "trials");
    json_array_foreach(trials, i, trial)
    {
        json_array_foreach(json_object_get(trial, "findings"), j, finding)
        {
            if (!finding_was_met(trials, i, j))
                finding_write(page, record, trial, finding, written++);
        }
    }
}
