/*
 * The ladder (see ladder.h).
 *
 * A step is a cell of a few short lines: the student's own source line when it
 * differs from the thread's last one, and what the step does there. Cells are
 * written one below the other, never side by side, since only one step happens
 * at a time.
 */
#include "judge/draw/ladder.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/ladder_steps.h"
#include "judge/find/evidence.h"

enum {
    WIDTH = 80,
    MARGIN = 7,       /* columns of the step's number */
    MOST_COLUMNS = 3, /* threads that fit side by side */
    SOURCE_LINES = 3, /* of one line of the student's, in a column */
};

struct ladder {
    FILE *to;
    const json_t *threads;
    size_t columns;    /* 0: steps name their thread instead */
    json_int_t *shown; /* the line each thread showed last */
};

static int column_width(const struct ladder *ladder)
{
    return ladder->columns ? (WIDTH - MARGIN) / (int)ladder->columns
                           : WIDTH - MARGIN;
}

/* Where to break a text that must fit a width: after a space if there is one in
 * the second half, else after a character that C code can be broken at. */
static int break_at(const char *text, int width)
{
    if ((int)strlen(text) <= width)
        return (int)strlen(text);
    for (int cut = width; cut > width / 2; cut--)
        if (text[cut] == ' ')
            return cut;
    for (int cut = width; cut > width / 2; cut--)
        if (strchr("(,>.&|", text[cut - 1]))
            return cut;
    return width;
}

/* Writes one cell's text; `first` goes in the margin. */
static void cell_write(struct ladder *ladder, size_t thread, const char *first,
                       int indent, const char *text)
{
    int width = column_width(ladder) - 1 - indent;
    int left = ladder->columns ? (int)thread * column_width(ladder) : 0;
    while (*text) {
        int cut = break_at(text, width);
        fprintf(ladder->to, "%*s%*s%.*s\n", MARGIN - 1, first,
                left + indent + 1, "", cut, text);
        text += cut;
        text += strspn(text, " ");
        first = "";
    }
}

static void step_write(void *of, const json_t *step)
{
    struct ladder *ladder = of;
    char number[16], text[512];
    size_t thread = step_thread(step);
    json_int_t line = json_integer_value(json_object_get(step, "line"));
    snprintf(number, sizeof number, "%lld",
             (long long)json_integer_value(json_object_get(step, "n")));
    const char *first = number;
    if (line && line != ladder->shown[thread]) {
        const char *source = json_text(step, "source");
        int most = SOURCE_LINES * (column_width(ladder) - 1) - 8;
        snprintf(text, sizeof text, "%lld: %.*s%s", (long long)line, most,
                 source, (int)strlen(source) > most ? "..." : "");
        cell_write(ladder, thread, first, 0, text);
        ladder->shown[thread] = line;
        first = "";
    }
    const char *name =
        json_string_value(json_array_get(ladder->threads, thread));
    snprintf(text, sizeof text, "%s%s%s", ladder->columns ? "" : name,
             ladder->columns ? "" : " ", json_text(step, "does"));
    cell_write(ladder, thread, first, 2, text);
}

static void fold_write(void *of, const json_t *first, size_t period,
                       size_t times)
{
    char text[64];
    (void)period;
    snprintf(text, sizeof text, "(the same %zu times more)", times);
    cell_write(of, step_thread(first), "...", 2, text);
}

static void heading_write(const struct ladder *ladder)
{
    size_t i;
    const json_t *name;
    char rule[WIDTH];
    memset(rule, '-', sizeof rule);
    if (!ladder->columns)
        return;
    fprintf(ladder->to, "%*s", MARGIN - 1, "step");
    json_array_foreach(ladder->threads, i, name)
    {
        bool last = i + 1 == ladder->columns;
        fprintf(ladder->to, " %-*.*s", last ? 0 : column_width(ladder) - 1,
                column_width(ladder) - 1, json_string_value(name));
    }
    fprintf(ladder->to, "\n%*s", MARGIN - 1, "----");
    json_array_foreach(ladder->threads, i, name)
        fprintf(ladder->to, " %.*s", column_width(ladder) - 2, rule);
    fputc('\n', ladder->to);
}

void ladder_write(FILE *to, const json_t *trace)
{
    static const struct steps_drawing drawing = {step_write, fold_write};
    json_t *threads = json_array();
    json_t *steps = ladder_steps(trace, threads);
    size_t count = json_array_size(threads);
    struct ladder ladder = {.to = to,
                            .threads = threads,
                            .columns = count <= MOST_COLUMNS ? count : 0,
                            .shown = calloc(count + 1, sizeof(json_int_t))};
    if (ladder.shown) {
        heading_write(&ladder);
        steps_draw(steps, &drawing, &ladder);
    }
    free(ladder.shown);
    json_decref(steps);
    json_decref(threads);
}

bool ladder_is_empty(const json_t *trace)
{
    json_t *threads = json_array();
    json_t *steps = ladder_steps(trace, threads);
    bool empty = json_array_size(steps) == 0;
    json_decref(steps);
    json_decref(threads);
    return empty;
}

const json_t *trial_trace(const json_t *trial)
{
    size_t i;
    const json_t *engine, *trace = NULL;
    json_array_foreach(json_object_get(trial, "engines"), i, engine)
    {
        if (!trace)
            trace = json_object_get(engine, "trace");
    }
    return trace;
}

void trace_heading(const json_t *trace, char *text, size_t size)
{
    json_int_t switches =
        json_integer_value(json_object_get(trace, "switches"));
    json_int_t forced =
        json_integer_value(json_object_get(trace, "preemptions"));
    bool minimised = json_integer_value(json_object_get(trace, "minimised"));
    if (forced == 0)
        snprintf(text, size,
                 "How it comes about: without any thread being interrupted in "
                 "the middle of its work.");
    else
        snprintf(text, size,
                 "How it comes about: %lld context switch%s%s, %lld of them "
                 "in the middle of a thread's work.",
                 (long long)switches, switches == 1 ? "" : "es",
                 !minimised      ? ""
                 : switches == 1 ? " is enough"
                                 : " are enough",
                 (long long)forced);
}
