/*
 * The ladder (see ladder.h).
 *
 * A step is a cell of a few short lines: the student's own source line when it
 * differs from the thread's last one, and what the step does there. Cells are
 * written one below the other, never side by side, since only one step happens
 * at a time.
 */
#include "judge/draw/ladder.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "judge/draw/ladder_steps.h"
#include "judge/find/evidence.h"

enum {
    PAPER = 80, /* columns, where there is no terminal */
    WIDEST = 240,
    MARGIN = 7,       /* columns of the step's number */
    COLUMN = 24,      /* the least that a thread needs */
    SOURCE_LINES = 3, /* of one line of the student's, in a column */
};

struct ladder {
    FILE *to;
    const json_t *threads;
    int width;
    size_t columns;      /* 0: steps name their thread instead */
    const char *file;    /* the one whose lines need no name, or NULL */
    const json_t **last; /* of each thread: the step that showed a line last */
};

/* A terminal's width; a file's is the same for everybody. */
static int width_of(FILE *to)
{
    struct winsize size = {.ws_col = 0};
    int fd = fileno(to);
    if (fd < 0 || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return PAPER;
    return size.ws_col < PAPER    ? PAPER
           : size.ws_col > WIDEST ? WIDEST
                                  : size.ws_col;
}

static int column_width(const struct ladder *ladder)
{
    int room = ladder->width - MARGIN;
    return ladder->columns ? room / (int)ladder->columns : room;
}

static bool in_word(char sign)
{
    return isalnum((unsigned char)sign) || sign == '_' || (sign & 0x80);
}

/* May a line of C end behind so many characters? */
static bool ends_part(const char *text, int cut)
{
    char last = text[cut - 1];
    if (last == '&' || last == '|')
        return cut > 1 && text[cut - 2] == last;
    return strchr("(,>.", last) && text[cut] != '=';
}

/* Where to break a text that must fit a width: after a space if there is one in
 * the second half, else after a character that C code can be broken at, else
 * wherever no word is cut in two. */
static int break_at(const char *text, int width)
{
    if ((int)strlen(text) <= width)
        return (int)strlen(text);
    for (int cut = width; cut > width / 2; cut--)
        if (text[cut] == ' ')
            return cut;
    for (int cut = width; cut > width / 2; cut--)
        if (ends_part(text, cut))
            return cut;
    for (int cut = width; cut > 0; cut--)
        if (!in_word(text[cut - 1]) || !in_word(text[cut]))
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
        int shown = cut;
        while (shown > 1 && text[shown - 1] == ' ')
            shown--;
        fprintf(ladder->to, "%*s%*s%.*s\n", MARGIN - 1, first,
                left + indent + 1, "", shown, text);
        text += cut;
        text += strspn(text, " ");
        first = "";
    }
}

/* The name of a step's file, if a reader could take its line for another's. */
static const char *file_shown(const struct ladder *ladder, const json_t *step)
{
    const char *file = json_text(step, "file");
    if (ladder->file && strcmp(file, ladder->file) == 0)
        return "";
    const char *name = strrchr(file, '/');
    return name ? name + 1 : file;
}

static bool shows_line(const struct ladder *ladder, const json_t *step)
{
    const json_t *last = ladder->last[step_thread(step)];
    return json_number(step, "line") &&
           (json_number(step, "line") != json_number(last, "line") ||
            strcmp(json_text(step, "file"), json_text(last, "file")) != 0);
}

static void step_write(void *of, const json_t *step)
{
    struct ladder *ladder = of;
    char number[16] = "", text[512];
    size_t thread = step_thread(step);
    bool call = step_is_call(step);
    json_int_t missing = json_number(step, "missing");
    if (missing)
        fprintf(ladder->to, "   ... (%lld step%s left out)\n",
                (long long)missing, missing == 1 ? " is" : "s are");
    if (!call)
        snprintf(number, sizeof number, "%lld",
                 (long long)json_number(step, "n"));
    const char *first = number;
    if (!call && shows_line(ladder, step)) {
        const char *source = json_text(step, "source");
        const char *file = file_shown(ladder, step);
        int most = SOURCE_LINES * (column_width(ladder) - 1) - 8;
        snprintf(text, sizeof text, "%s%s%lld: %.*s%s", file, *file ? ":" : "",
                 (long long)json_number(step, "line"), most, source,
                 (int)strlen(source) > most ? "..." : "");
        cell_write(ladder, thread, first, 0, text);
        first = "";
    }
    if (call || json_number(step, "line"))
        ladder->last[thread] = call ? NULL : step;
    const char *name =
        json_string_value(json_array_get(ladder->threads, thread));
    snprintf(text, sizeof text, "%s%s%s", ladder->columns ? "" : name,
             ladder->columns ? "" : " ", json_text(step, "does"));
    cell_write(ladder, thread, first, call ? 0 : 2, text);
}

static void fold_write(void *of, const json_t *first, size_t period,
                       size_t times)
{
    char text[64];
    (void)period;
    snprintf(text, sizeof text, "(the same %zu times more)", times);
    cell_write(of, step_thread(first), "...", 2, text);
}

/* The one file of the code under test, or NULL if there are several. */
static const char *file_of(const json_t *steps)
{
    size_t i;
    const json_t *step;
    const char *only = NULL;
    json_array_foreach(steps, i, step)
    {
        const char *file = json_text(step, "file");
        if (!*file || file_has_trials(file) || step_is_call(step))
            continue;
        if (only && strcmp(only, file) != 0)
            return NULL;
        only = file;
    }
    return only;
}

static void heading_write(const struct ladder *ladder)
{
    size_t i;
    const json_t *name;
    char rule[WIDEST];
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

/* What is drawn of a trace. */
struct picture {
    json_t *threads, *rows;
    bool listed; /* threads have no columns, however few they are */
};

static struct picture picture_of(const json_t *trace)
{
    struct picture picture = {.threads = json_array()};
    picture.rows = ladder_rows(trace, picture.threads);
    return picture;
}

static void picture_free(struct picture *picture)
{
    json_decref(picture->rows);
    json_decref(picture->threads);
}

static json_t *rows_from(const json_t *rows, size_t from)
{
    json_t *rest = json_array();
    for (size_t i = from; i < json_array_size(rows); i++)
        json_array_append(rest, json_array_get(rows, i));
    return rest;
}

/* Draws the rows from one on; that there are others before is said. */
static void picture_draw(FILE *to, const struct picture *picture, size_t from)
{
    static const struct steps_drawing drawing = {step_write, fold_write};
    size_t count = json_array_size(picture->threads);
    int width = width_of(to);
    size_t most = (size_t)(width - MARGIN) / COLUMN;
    struct ladder ladder = {.to = to,
                            .threads = picture->threads,
                            .width = width,
                            .columns =
                                count <= most && !picture->listed ? count : 0,
                            .file = file_of(picture->rows),
                            .last = calloc(count + 1, sizeof *ladder.last)};
    if (!ladder.last)
        return;
    json_t *rows = rows_from(picture->rows, from);
    heading_write(&ladder);
    if (from > 0)
        fprintf(to, "   ... (what comes before: the whole picture)\n");
    steps_draw(rows, &drawing, &ladder);
    json_decref(rows);
    free(ladder.last);
}

void ladder_write(FILE *to, const json_t *trace)
{
    struct picture picture = picture_of(trace);
    picture_draw(to, &picture, 0);
    picture_free(&picture);
}

/* @return What the rows from one on look like, in paper's width, if that is no
 * more lines than so many; the caller frees it. Else NULL. */
static char *picture_fit(const struct picture *picture, size_t from,
                         size_t lines)
{
    char *text = NULL;
    size_t size, count = 0;
    FILE *file = open_memstream(&text, &size);
    if (!file)
        return NULL;
    picture_draw(file, picture, from);
    if (fclose(file) == 0)
        for (const char *sign = text; *sign; sign++)
            count += *sign == '\n';
    if (count <= lines)
        return text;
    free(text);
    return NULL;
}

/* The end of a picture: the first row of it, and what it looks like. */
struct end {
    char *text; /* NULL: not even the last row fits */
    size_t from;
};

static struct end end_of(const struct picture *picture, size_t lines)
{
    struct end end = {.text = picture_fit(picture, 0, lines)};
    size_t low = 0, high = end.text ? 0 : json_array_size(picture->rows);
    /* Fewer rows are fewer lines, but for what is folded: good enough. */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        char *less = picture_fit(picture, middle, lines);
        if (less) {
            free(end.text);
            end = (struct end){.text = less, .from = middle};
            high = middle;
        } else {
            low = middle;
        }
    }
    return end;
}

/* Is it the trial's own step, one that only keeps its books or its turns? */
static bool is_bookkeeping(const json_t *row)
{
    return !step_is_call(row) && !json_object_get(row, "result") &&
           file_has_trials(json_text(row, "file"));
}

/* The row by which two threads have made both accesses of a race, or how many
 * rows there are. The finding may have the names of another trial's threads. */
static size_t race_row(const struct picture *picture, const json_t *finding)
{
    const json_t *places = json_object_get(finding, "places");
    const json_t *one = json_array_get(places, 0), *row;
    const json_t *other = json_array_get(places, 1);
    size_t i, k;
    json_array_foreach(picture->rows, i, row)
    {
        bool is_one = step_is_at(row, one), is_other = step_is_at(row, other);
        for (k = 0; k < i && (is_one || is_other); k++) {
            const json_t *before = json_array_get(picture->rows, k);
            if (step_thread(before) != step_thread(row) &&
                ((is_one && step_is_at(before, other)) ||
                 (is_other && step_is_at(before, one))))
                return i;
        }
    }
    return i;
}

/* Leaves what there is no room for out, but for the beginning. */
static void rows_reduce(struct picture *picture, const json_t *trace,
                        const json_t *finding)
{
    bool race = strcmp(json_text(finding, "kind"), "race") == 0;
    size_t last = race ? race_row(picture, finding) : SIZE_MAX;
    json_int_t found = race ? 0 : json_number(trace, "found");
    for (size_t i = json_array_size(picture->rows); i-- > 0;) {
        const json_t *row = json_array_get(picture->rows, i);
        if (i > last || (found && json_number(row, "from") > found) ||
            is_bookkeeping(row))
            json_array_remove(picture->rows, i);
    }
}

void ladder_write_end(FILE *to, const json_t *trace, const json_t *finding,
                      size_t lines)
{
    struct picture picture = picture_of(trace);
    struct end end = {.text = picture_fit(&picture, 0, lines)};
    if (!end.text) {
        rows_reduce(&picture, trace, finding);
        end = end_of(&picture, lines);
        picture.listed = json_array_size(picture.threads) > 1;
        struct end other = end_of(&picture, lines);
        bool better = other.text && (!end.text || other.from < end.from);
        free(better ? end.text : other.text);
        end = better ? other : end;
    }
    if (end.text)
        fputs(end.text, to);
    free(end.text);
    picture_free(&picture);
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
