/* The part of a page that shows one schedule (see section.h). */
#include "ladder/section.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/file.h"
#include "judge/draw/ladder.h"
#include "judge/draw/ladder_steps.h"
#include "judge/find/evidence.h"
#include "ladder/fault.h"
#include "ladder/state.h"
#include "ladder/table.h"
#include "ladder/waits.h"
#include "ladder/words.h"

static void end_reach(struct state *state, const json_t *trace,
                      const json_t *steps)
{
    const json_t *all = json_object_get(trace, "steps");
    const json_t *last = json_array_get(all, json_array_size(all) - 1);
    state_begin(state, trace, steps);
    state_walk(state, json_integer_value(json_object_get(last, "n")));
}

void section_graph(FILE *to, const struct section *section)
{
    if (strcmp(json_text(section->trace, "finding"), "deadlock") != 0)
        return;
    json_t *threads = json_array();
    json_t *steps = ladder_steps(section->trace, threads);
    struct state end;
    end_reach(&end, section->trace, steps);
    waits_draw(to, &end);
    state_end(&end);
    json_decref(steps);
    json_decref(threads);
}

/* dot's drawing without what makes it a file of its own. */
static int graph_write(FILE *to, const struct section *section,
                       const json_t *steps)
{
    char *text = file_read(section->graph);
    if (!text)
        return ENOENT;
    const char *svg = strstr(text, "<svg");
    const char *inside = svg ? strchr(svg, ' ') : NULL;
    struct state end;
    char told[512];
    end_reach(&end, section->trace, steps);
    waits_tell(told, sizeof told, &end);
    fputs("<figure class=\"ladder-graph\"><svg role=\"img\" aria-label=\"", to);
    for (char *c = told; *c; c++)
        *c = *c == '`' ? '\'' : *c;
    escape_html(to, told);
    fprintf(to, "\"%s", inside ? inside : "></svg>");
    fputs("<figcaption>Who waits for whom at the end</figcaption></figure>\n",
          to);
    state_end(&end);
    free(text);
    return 0;
}

static void heading_write(FILE *to, const struct section *section)
{
    char text[256];
    fputs("<h2 class=\"ladder-title\">", to);
    fputs(section->findings ? "A schedule that breaks <code>"
                            : "The same turns with a right answer: <code>",
          to);
    escape_html(to, section->trial);
    fputs("</code></h2>\n<p>", to);
    if (section->findings) {
        trace_heading(section->trace, text, sizeof text);
        words_write(to, text);
    } else {
        fputs("Each thread gets its turn as above. Where it must wait, the "
              "next one goes on.",
              to);
    }
    fputs("</p>\n", to);
}

static void outcome_write(FILE *to, const struct section *section)
{
    size_t i;
    const json_t *finding;
    if (json_array_size(section->findings) == 0) {
        fputs("<p class=\"ladder-good\">Nothing went wrong.</p>\n", to);
        return;
    }
    fputs("<div class=\"ladder-harm\"><p>What comes of it:</p><ul>\n", to);
    json_array_foreach(section->findings, i, finding)
    {
        fputs("<li>", to);
        words_write(to, json_text(finding, "title"));
        fputs("</li>\n", to);
    }
    fputs("</ul></div>\n", to);
}

static int panes_write(FILE *to, const struct section *section,
                       const json_t *steps, const json_t *threads)
{
    struct table table = {.trace = section->trace,
                          .steps = steps,
                          .threads = threads,
                          .source = section->source,
                          .caption = section->findings
                                         ? "The steps of the schedule"
                                         : "The steps of the right answer"};
    fputs("<div class=\"ladder-panes\">\n", to);
    int error = section->listing ? listing_write(to, section->source) : 0;
    fputs("<div class=\"ladder-table\" role=\"group\" tabindex=\"0\" "
          "aria-label=\"The steps\">\n",
          to);
    table_write(to, &table);
    fputs("</div></div>\n", to);
    return error;
}

int section_write(FILE *to, const struct section *section)
{
    json_t *threads = json_array();
    json_t *steps = ladder_steps(section->trace, threads);
    int error = 0;
    if (json_array_size(steps) == 0)
        goto out_steps;
    if (section->findings)
        fault_mark(steps, threads, section->trace, section->findings);
    fprintf(to, "<section class=\"ladder%s\">\n",
            section->findings ? "" : " ladder-right");
    heading_write(to, section);
    error = panes_write(to, section, steps, threads);
    if (!error && section->graph)
        error = graph_write(to, section, steps);
    outcome_write(to, section);
    fputs("</section>\n", to);
out_steps:
    json_decref(steps);
    json_decref(threads);
    return error;
}
