/*
 * The ladder (see ladder.h).
 *
 * A step is a cell of a few short lines: the student's own source line when it
 * is another than the thread's last one, and what the step does there. Cells
 * are written one below the other, never side by side, since only one step
 * happens at a time.
 */
#include "judge/ladder.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "judge/evidence.h"

enum {
    WIDTH = 80,
    MARGIN = 7,       /* columns of the step's number */
    MOST_COLUMNS = 3, /* threads that fit side by side */
    SOURCE_LINES = 3, /* of one line of the student's, in a column */
    PERIOD = 12,      /* longest repetition looked for, in steps */
};

struct ladder {
    FILE *to;
    const json_t *steps;
    const json_t *threads;
    size_t columns;    /* 0: steps name their thread instead */
    json_int_t *shown; /* the line each thread showed last */
};

static size_t thread_of(const json_t *step)
{
    return (size_t)json_integer_value(json_object_get(step, "thread"));
}

static int column_width(const struct ladder *ladder)
{
    return ladder->columns ? (WIDTH - MARGIN) / (int)ladder->columns
                           : WIDTH - MARGIN;
}

/* Where to break a text that must fit a width: after a space if there is one in
 * the second half, else after a sign that C code can be broken at. */
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

/* Writes one cell's text; `first` stands in the margin. */
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

static void step_write(struct ladder *ladder, const json_t *step)
{
    char number[16], text[512];
    size_t thread = thread_of(step);
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

static bool is_access(const json_t *step)
{
    const char *call = json_text(step, "call");
    return strcmp(call, "reads") == 0 || strcmp(call, "writes") == 0;
}

/* Coming and going of threads is left out, every picture begins with it; so is
 * what the grader itself reads and writes. */
static bool is_shown(const json_t *step)
{
    static const char *const left_out[] = {"starts", "ends", "returns"};
    const char *call = json_text(step, "call");
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
        if (strcmp(call, left_out[i]) == 0)
            return false;
    bool of_trial = strncmp(call, "trial_", 6) == 0;
    bool in_grader =
        strncmp(json_text(step, "file"), "grader/lessons/", 15) == 0;
    return !of_trial && !(is_access(step) && in_grader);
}

static bool same_step(const json_t *a, const json_t *b)
{
    static const char *const keys[] = {"thread", "call", "line", "object",
                                       "result"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const json_t *left = json_object_get(a, keys[i]);
        const json_t *right = json_object_get(b, keys[i]);
        if (left != right && !json_equal(left, right))
            return false;
    }
    return true;
}

/* How often the `period` steps at `at` come again right after. */
static size_t repetitions(const json_t *steps, size_t at, size_t period)
{
    size_t count = json_array_size(steps), i = at + period;
    while (i < count &&
           same_step(json_array_get(steps, i),
                     json_array_get(steps, i - period)) &&
           thread_of(json_array_get(steps, i)) ==
               thread_of(json_array_get(steps, at)))
        i++;
    return (i - at) / period - 1;
}

/* The shortest repetition that begins at a step; its period, or 0. */
static size_t repetition_at(const json_t *steps, size_t at, size_t *times)
{
    for (size_t period = 1; period <= PERIOD; period++) {
        *times = repetitions(steps, at, period);
        if (*times >= 3)
            return period;
    }
    return 0;
}

static void steps_write(struct ladder *ladder)
{
    size_t count = json_array_size(ladder->steps);
    for (size_t i = 0; i < count;) {
        const json_t *step = json_array_get(ladder->steps, i);
        size_t times, period = repetition_at(ladder->steps, i, &times);
        for (size_t j = 0; j < (period ? period : 1); j++)
            step_write(ladder, json_array_get(ladder->steps, i + j));
        if (period) {
            char text[64];
            snprintf(text, sizeof text, "(the same %zu times more)", times);
            cell_write(ladder, thread_of(step), "...", 2, text);
        }
        i += period ? period * (times + 1) : 1;
    }
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

/* Is this an access to memory that only one thread uses, or that is read
 * only, from the moment on when a second thread has come? */
static bool is_private(const json_t *steps, size_t from, const json_t *step)
{
    bool shared = false, written = false;
    const char *object = json_text(step, "object");
    if (!is_access(step))
        return false;
    for (size_t i = from; i < json_array_size(steps); i++) {
        const json_t *other = json_array_get(steps, i);
        if (!is_access(other) || strcmp(json_text(other, "object"), object))
            continue;
        shared |= thread_of(other) != thread_of(step);
        written |= strcmp(json_text(other, "call"), "writes") == 0;
    }
    return !shared || !written;
}

/* The first step of a second thread; what is done before it is setting up. */
static size_t meeting_begins(const json_t *steps)
{
    size_t i;
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        if (is_shown(step) && thread_of(step) != 0)
            return i;
    }
    return 0;
}

/* The steps to draw, numbered anew; a thread with none needs no column. */
static json_t *steps_of_interest(const json_t *trace, json_t *threads)
{
    json_t *drawn = json_array();
    const json_t *steps = json_object_get(trace, "steps");
    const json_t *names = json_object_get(trace, "threads");
    size_t count = json_array_size(names), i;
    size_t begin = count > 1 ? meeting_begins(steps) : 0;
    json_int_t *column = calloc(count + 1, sizeof *column);
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        size_t thread = thread_of(step);
        if (!column || thread >= count || !is_shown(step) ||
            (is_access(step) && i < begin) || is_private(steps, begin, step))
            continue;
        if (!column[thread]) {
            json_array_append(threads, json_array_get(names, thread));
            column[thread] = (json_int_t)json_array_size(threads);
        }
        json_t *copy = json_copy((json_t *)step);
        json_object_set_new(copy, "thread", json_integer(column[thread] - 1));
        json_object_set_new(
            copy, "n", json_integer((json_int_t)json_array_size(drawn) + 1));
        json_array_append_new(drawn, copy);
    }
    free(column);
    return drawn;
}

void ladder_write(FILE *to, const json_t *trace)
{
    json_t *threads = json_array();
    json_t *steps = steps_of_interest(trace, threads);
    size_t count = json_array_size(threads);
    struct ladder ladder = {.to = to,
                            .steps = steps,
                            .threads = threads,
                            .columns = count <= MOST_COLUMNS ? count : 0,
                            .shown = calloc(count + 1, sizeof(json_int_t))};
    if (ladder.shown) {
        heading_write(&ladder);
        steps_write(&ladder);
    }
    free(ladder.shown);
    json_decref(steps);
    json_decref(threads);
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
    snprintf(text, size,
             "How it comes about: %lld context switch%s%s, %lld of them in the "
             "middle of a thread's work.",
             (long long)switches, switches == 1 ? "" : "es",
             minimised ? " are enough" : "", (long long)forced);
}
