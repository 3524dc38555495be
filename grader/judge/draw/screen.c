/*
 * The first screen (see screen.h).
 *
 * The picture gets the lines that the words leave. Its end matters most, for
 * there it goes wrong; so the beginning is left out if it is too long.
 */
#include "judge/draw/screen.h"

#include <stdlib.h>
#include <string.h>

#include "judge/draw/ladder.h"
#include "judge/draw/report.h"
#include "judge/draw/unrun.h"
#include "judge/find/evidence.h"
#include "judge/find/findings.h"

enum { MOST_PLACES = 2, MOST_WORDS = 9 };
enum { SOURCE_WIDTH = 72, WIDTH = 80 };

/* A finding, the trial that has it, and what its picture costs to read. */
struct choice {
    const json_t *trial, *finding, *trace;
    bool failing; /* calls that make something may fail in the trial */
    unsigned cause;
    size_t threads, steps;
};

static unsigned cause_of(const char *kind)
{
    static const char *const first[][6] = {
        {"misuse", "crash", "exit"},
        {"race"},
        {"deadlock", "lost-wakeup", "livelock", "assertion", "starvation"},
    };
    for (unsigned i = 0; i < sizeof first / sizeof first[0]; i++)
        for (size_t j = 0; j < 6 && first[i][j]; j++)
            if (strcmp(kind, first[i][j]) == 0)
                return i;
    return sizeof first / sizeof first[0];
}

static bool is_better(const struct choice *a, const struct choice *b)
{
    if (a->failing != b->failing)
        return b->failing;
    if (a->cause != b->cause)
        return a->cause < b->cause;
    if (!a->trace || !b->trace)
        return a->trace && !b->trace;
    return a->threads != b->threads ? a->threads < b->threads
                                    : a->steps < b->steps;
}

/* A trial has one picture: it shows one finding or, of a race, what else came
 * of it as well. */
static const json_t *picture_of(const json_t *trial, const char *kind)
{
    const json_t *trace = trial_trace(trial);
    bool shown = strcmp(json_text(trace, "finding"), kind) == 0 ||
                 strcmp(json_text(trace, "shows"), kind) == 0;
    return shown && !ladder_is_empty(trace) ? trace : NULL;
}

/* What goes wrong only where memory or a lock can't be had explains nothing
 * that goes wrong elsewhere. */
static bool has_failing_calls(const json_t *trial)
{
    size_t i;
    const json_t *engine;
    json_array_foreach(json_object_get(trial, "engines"), i, engine)
    {
        if (json_number(engine, "failures") > 0)
            return true;
    }
    return false;
}

static struct choice choose(const json_t *trials)
{
    struct choice best = {.finding = NULL};
    size_t i, j;
    const json_t *trial, *finding;
    json_array_foreach(trials, i, trial)
    {
        json_array_foreach(json_object_get(trial, "findings"), j, finding)
        {
            const char *kind = json_text(finding, "kind");
            const json_t *trace = picture_of(trial, kind);
            struct choice now = {
                .trial = trial,
                .finding = finding,
                .trace = trace,
                .failing = has_failing_calls(trial),
                .cause = cause_of(kind),
                .threads = json_array_size(json_object_get(trace, "threads")),
                .steps = json_array_size(json_object_get(trace, "steps"))};
            if (!best.finding || is_better(&now, &best))
                best = now;
        }
    }
    return best;
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static const char *line_skip(const char *text, size_t lines)
{
    for (; lines > 0 && *text; lines--)
        text += strcspn(text, "\n") + 1;
    return text;
}

/* The report shows it, for the learner's own printf(). */
static bool printed(const json_t *trials)
{
    size_t i, j;
    const json_t *trial, *engine;
    json_array_foreach(trials, i, trial)
    {
        json_array_foreach(json_object_get(trial, "engines"), j, engine)
        {
            if (*json_text(engine, "output"))
                return true;
        }
    }
    return false;
}

static void verdict_write(FILE *to, const json_t *record)
{
    size_t i, failed = 0;
    const json_t *trial, *trials = json_object_get(record, "trials");
    json_array_foreach(trials, i, trial)
    {
        failed += strcmp(json_text(trial, "verdict"), "pass") != 0;
    }
    points_write(to, record);
    fprintf(to, "; of %zu trials %zu fail%s\n\n", json_array_size(trials),
            failed, failed == 1 ? "s" : "");
}

/* @return How many bytes of a line fit, in whole characters. */
static int length_cut(const char *source)
{
    int length = (int)strlen(source);
    if (length > SOURCE_WIDTH)
        length = SOURCE_WIDTH;
    while (length > 0 && (source[length] & 0xc0) == 0x80)
        length--;
    return length;
}

/* @return How many bytes of a text, which is longer, are whole words. */
static int cut_at_word(const char *text, int most)
{
    while (most > 0 && text[most] != ' ')
        most--;
    return most;
}

static void place_write(FILE *to, const json_t *place, const json_t *before)
{
    char text[1024];
    const char *source = json_text(place, "source");
    long long line = json_number(place, "line");
    snprintf(text, sizeof text, "%s:%lld: %s %s", json_text(place, "file"),
             line, json_text(place, "thread"), json_text(place, "does"));
    text_wrap(to, 4, text);
    if (*source && strcmp(source, json_text(before, "source")) != 0)
        fprintf(to, "        %.*s\n", length_cut(source), source);
}

static void seen_write(FILE *to, const struct choice *choice,
                       const json_t *trials)
{
    size_t i, others = 0;
    const json_t *trial;
    char text[256];
    json_array_foreach(trials, i, trial)
    {
        others += trial != choice->trial && trial_has(trial, choice->finding);
    }
    bool real = strcmp(json_text(choice->finding, "engine"), "stress") == 0;
    int n = snprintf(text, sizeof text, "(%s, seen %sin: %s",
                     json_text(choice->finding, "kind"),
                     real ? "with real threads " : "",
                     json_text(choice->trial, "name"));
    if (others > 0)
        snprintf(text + n, sizeof text - (size_t)n, ", and in %zu other%s)",
                 others, others == 1 ? "" : "s");
    else
        snprintf(text + n, sizeof text - (size_t)n, ")");
    text_wrap(to, 4, text);
}

/* What it is and where; the first of its notes, which say what it means. */
static void words_write(FILE *to, const struct choice *choice)
{
    size_t i;
    const json_t *item, *before = NULL;
    text_wrap(to, 2, json_text(choice->finding, "title"));
    json_array_foreach(json_object_get(choice->finding, "places"), i, item)
    {
        if (i == MOST_PLACES)
            break;
        if (*json_text(item, "file"))
            place_write(to, item, before);
        before = item;
    }
    json_array_foreach(json_object_get(choice->finding, "notes"), i, item)
        text_wrap(to, 4, json_string_value(item));
}

/* @return What was written to memory by a stream that is closed here. */
static char *text_closed(FILE *file, char **text)
{
    return fclose(file) == 0 ? *text : NULL;
}

/* Too many words leave no room for a picture. What it is and where comes first;
 * of the story that follows, the end matters most. */
static size_t words_cut(FILE *to, const char *words, size_t most)
{
    enum { LAST = 2 };
    size_t lines = lines_of(words);
    if (lines <= most) {
        fputs(words, to);
        return lines;
    }
    const char *left_out = line_skip(words, most - LAST - 1);
    fprintf(to, "%.*s    ...\n%s", (int)(left_out - words), words,
            line_skip(words, lines - LAST));
    return most;
}

static bool finding_screen(FILE *to, const json_t *record)
{
    enum { AROUND = 7 }; /* verdict, finding's trials, next; empty lines */
    const json_t *trials = json_object_get(record, "trials");
    const struct choice choice = choose(trials);
    const char *lesson = json_text(record, "lesson");
    int digits = (int)strcspn(lesson, "_");
    char *words = NULL;
    size_t size;
    if (!choice.finding || strcmp(json_text(record, "verdict"), "fail") != 0)
        return false;
    FILE *file = open_memstream(&words, &size);
    if (!file)
        return false;
    words_write(file, &choice);
    size_t used = 0;
    verdict_write(to, record);
    if (text_closed(file, &words))
        used = words_cut(to, words,
                         choice.trace ? MOST_WORDS : SCREEN_LINES - AROUND);
    free(words);
    seen_write(to, &choice, trials);
    fputc('\n', to);
    if (choice.trace) {
        ladder_write_end(to, choice.trace, choice.finding,
                         SCREEN_LINES - AROUND - used);
        fprintf(to, "\n  The whole picture: make replay L=%.*s T=%s\n", digits,
                lesson, json_text(choice.trial, "name"));
    }
    fprintf(to,
            "  Next: make hint L=%.*s (all that was %s: make check L=%.*s "
            "ALL=1)\n",
            digits, lesson, printed(trials) ? "found and printed" : "found",
            digits, lesson);
    return true;
}

/* A promise, as much of it as fits behind the name. */
static void kept_write(FILE *to, const json_t *trial, int name_width)
{
    char text[WIDTH + 1];
    int n = snprintf(text, sizeof text, "  %3lld/%-3lld %-*s  %s",
                     (long long)json_number(trial, "points"),
                     (long long)json_number(trial, "max_points"), name_width,
                     json_text(trial, "name"), json_text(trial, "promise"));
    fprintf(to, "%.*s%s\n", n > WIDTH ? cut_at_word(text, WIDTH - 4) : n, text,
            n > WIDTH ? " ..." : "");
}

/* What the certificates say, in one sentence; the bounds are theirs. */
static void proofs_write(FILE *to, const json_t *trials)
{
    size_t i, j, proofs = 0;
    json_int_t classes = 0, schedules = 0;
    const json_t *trial, *engine;
    char text[256];
    json_array_foreach(trials, i, trial)
    {
        json_array_foreach(json_object_get(trial, "engines"), j, engine)
        {
            if (!json_number(engine, "every"))
                continue;
            proofs++;
            classes += json_number(engine, "classes");
            schedules += json_number(engine, "schedules");
        }
    }
    if (proofs == 0)
        return;
    snprintf(text, sizeof text,
             "All behaviours in %zu of %zu trials, within the bounds that the "
             "report names: %lld classes of schedules, %lld schedules run, "
             "nothing found.",
             proofs, json_array_size(trials), (long long)classes,
             (long long)schedules);
    fputc('\n', to);
    text_wrap(to, 2, text);
}

static size_t report_lines(const json_t *record)
{
    char *text = NULL;
    size_t size, lines = 0;
    FILE *file = open_memstream(&text, &size);
    if (!file)
        return 0;
    report_write(file, record);
    if (text_closed(file, &text))
        lines = lines_of(text);
    free(text);
    return lines;
}

/* A pass whose report is short needs none. */
static bool pass_screen(FILE *to, const json_t *record)
{
    enum { MOST_TRIALS = PASS_LINES - 7 };
    const json_t *trials = json_object_get(record, "trials"), *trial;
    const char *lesson = json_text(record, "lesson");
    size_t i;
    int width = 0;
    if (strcmp(json_text(record, "verdict"), "pass") != 0 ||
        report_lines(record) <= PASS_LINES || printed(trials))
        return false;
    points_write(to, record);
    fputs("\n\n", to);
    json_array_foreach(trials, i, trial)
    {
        int length = (int)strlen(json_text(trial, "name"));
        width = length > width ? length : width;
    }
    json_array_foreach(trials, i, trial)
    {
        if (i < MOST_TRIALS)
            kept_write(to, trial, width);
    }
    proofs_write(to, trials);
    fputs("  The report", to);
    if (i > MOST_TRIALS)
        fprintf(to, ", with all %zu trials", i);
    fprintf(to, ": make check L=%.*s ALL=1\n", (int)strcspn(lesson, "_"),
            lesson);
    return true;
}

bool screen_write(FILE *to, const json_t *record)
{
    return finding_screen(to, record) || pass_screen(to, record) ||
           unrun_screen(to, record, SCREEN_LINES);
}
