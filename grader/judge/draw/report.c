/*
 * The report (see report.h).
 *
 * First a line for each trial, then every finding once, with the trials that
 * met it: a student has one bug to mend, not five.
 */
#include "judge/draw/report.h"

#include <stdbool.h>
#include <string.h>

#include "judge/draw/ladder.h"
#include "judge/find/certificate.h"
#include "judge/find/evidence.h"
#include "judge/find/findings.h"

enum { OUTPUT_LINES = 12, MOST_FINDINGS = 3 };

void text_wrap(FILE *to, int indent, const char *text)
{
    int column = 0;
    while (*text) {
        int word = (int)strcspn(text, " \n");
        if (column > indent && column + 1 + word > 80) {
            fputc('\n', to);
            column = 0;
        }
        if (column == 0)
            column = fprintf(to, "%*s", indent, "");
        else
            column += fprintf(to, " ");
        column += fprintf(to, "%.*s", word, text);
        text += word;
        if (*text == '\n') {
            fputc('\n', to);
            column = 0;
        }
        text += *text != '\0';
    }
    fputc('\n', to);
}

/* What the explorer proved, under what the trial promises. */
static void certificate_line(FILE *to, const json_t *trial)
{
    size_t i;
    const json_t *engine;
    char proof[CERTIFICATE_SIZE], text[CERTIFICATE_SIZE + 2];
    json_array_foreach(json_object_get(trial, "engines"), i, engine)
    {
        certificate_beside(trial, engine, proof);
        if (*proof) {
            snprintf(text, sizeof text, "(%s)", proof);
            text_wrap(to, 19, text);
        }
        if (*json_text(engine, "unmodelled")) {
            snprintf(text, sizeof text, "(not explored: it uses %s)",
                     json_text(engine, "unmodelled"));
            text_wrap(to, 19, text);
        }
    }
}

static void trial_line(FILE *to, const json_t *trial)
{
    const char *verdict = json_text(trial, "verdict");
    fprintf(to, "  %-9s %2lld/%-2lld  %s\n", verdict,
            (long long)json_number(trial, "points"),
            (long long)json_number(trial, "max_points"),
            json_text(trial, "name"));
    text_wrap(to, 19, json_text(trial, "promise"));
    certificate_line(to, trial);
}

static void place_line(FILE *to, const json_t *place)
{
    char text[1024];
    const char *file = json_text(place, "file");
    int n = 0;
    if (*file)
        n = snprintf(text, sizeof text, "%s:%lld: ", file,
                     (long long)json_number(place, "line"));
    snprintf(text + n, sizeof text - (size_t)n, "%s %s",
             json_text(place, "thread"), json_text(place, "does"));
    text_wrap(to, 4, text);
    bool told = strncmp(json_text(place, "does"), "expects ", 8) == 0;
    if (*json_text(place, "source") && !told)
        fprintf(to, "        %s\n", json_text(place, "source"));
}

static void finding_write(FILE *to, const json_t *finding, const json_t *trials)
{
    size_t i;
    const json_t *item;
    fputc('\n', to);
    text_wrap(to, 2, json_text(finding, "title"));
    json_array_foreach(json_object_get(finding, "places"), i, item)
        place_line(to, item);
    json_array_foreach(json_object_get(finding, "notes"), i, item)
        text_wrap(to, 4, json_string_value(item));
    char seen[1024] = "(seen in:";
    if (!trials)
        return;
    json_array_foreach(trials, i, item)
    {
        if (trial_has(item, finding)) {
            strncat(seen, " ", sizeof seen - strlen(seen) - 2);
            strncat(seen, json_text(item, "name"),
                    sizeof seen - strlen(seen) - 2);
        }
    }
    strcat(seen, ")");
    text_wrap(to, 4, seen);
    if (strcmp(json_text(finding, "kind"), "race") == 0 &&
        *json_text(finding, "raw"))
        fprintf(to, "    raw report: %s\n", json_text(finding, "raw"));
}

/* One picture is enough: the first finding's. */
static void ladder_show(FILE *to, const json_t *record, const json_t *trial)
{
    const json_t *trace = trial_trace(trial);
    if (!trace)
        return;
    const char *lesson = json_text(record, "lesson");
    char text[256];
    if (!ladder_is_empty(trace)) {
        trace_heading(trace, text, sizeof text);
        fputc('\n', to);
        text_wrap(to, 4, text);
        fputc('\n', to);
        ladder_write(to, trace);
    }
    fprintf(to, "\n    again: make replay L=%.*s T=%s S=%s\n",
            (int)strcspn(lesson, "_"), lesson, json_text(trial, "name"),
            json_text(trace, "id"));
}

static void findings_write(FILE *to, const json_t *record, const json_t *trials)
{
    size_t i, j, written = 0;
    const json_t *trial, *finding;
    json_array_foreach(trials, i, trial)
    {
        json_array_foreach(json_object_get(trial, "findings"), j, finding)
        {
            if (finding_was_met(trials, i, j))
                continue;
            if (written < MOST_FINDINGS)
                finding_write(to, finding, trials);
            if (written++ == 0)
                ladder_show(to, record, trial);
        }
    }
    if (written > MOST_FINDINGS)
        fprintf(to, "\n  %zu more in record.json, beside the raw reports\n",
                written - MOST_FINDINGS);
}

/* The last lines of what the student's program printed, for their printf()s. */
static void output_write(FILE *to, const json_t *trial, const char *text)
{
    const char *start = text + strlen(text);
    for (int lines = 0; start > text; start--)
        if (start[-1] == '\n' && lines++ == OUTPUT_LINES)
            break;
    fprintf(to, "\n  your code printed in %s%s:\n", json_text(trial, "name"),
            start > text ? ", at the end" : "");
    for (; *start; start += strcspn(start, "\n"), start += *start == '\n')
        fprintf(to, "    | %.*s\n", (int)strcspn(start, "\n"), start);
}

/* What was printed in one trial is enough: the first that has the verdict. */
static bool outputs_write(FILE *to, const json_t *trials, const char *verdict)
{
    size_t i, j;
    const json_t *trial, *engine;
    json_array_foreach(trials, i, trial)
    {
        if (strcmp(json_text(trial, "verdict"), verdict) != 0)
            continue;
        json_array_foreach(json_object_get(trial, "engines"), j, engine)
        {
            if (*json_text(engine, "output")) {
                output_write(to, trial, json_text(engine, "output"));
                return true;
            }
        }
    }
    return false;
}

/* Why the code was not run at all; false if it was. */
static bool refused_write(FILE *to, const json_t *record)
{
    const char *line = json_text(record, "refused");
    if (!*line)
        return false;
    fprintf(to, "\n  It was not run. Nobody needs the following for an answer, "
                "and what it does\n  can't be judged:\n");
    for (; *line; line += strcspn(line, "\n"), line += *line == '\n')
        fprintf(to, "    %.*s\n", (int)strcspn(line, "\n"), line);
    if (strcmp(json_text(record, "verdict"), "integrity") == 0)
        fprintf(to, "  Until that is gone a person should look at it.\n");
    return true;
}

/* Why the machine could not: once is enough. */
static void excuse_write(FILE *to, const json_t *trials)
{
    size_t i, j;
    const json_t *trial, *engine;
    json_array_foreach(trials, i, trial)
    {
        json_array_foreach(json_object_get(trial, "engines"), j, engine)
        {
            if (!*json_text(engine, "error"))
                continue;
            fputc('\n', to);
            text_wrap(to, 2, json_text(engine, "error"));
            return;
        }
    }
}

static bool any_findings(const json_t *trials)
{
    size_t i;
    const json_t *trial;
    json_array_foreach(trials, i, trial)
    {
        if (json_array_size(json_object_get(trial, "findings")) > 0)
            return true;
    }
    return false;
}

static void next_write(FILE *to, const json_t *record, const char *verdict)
{
    const char *lesson = json_text(record, "lesson");
    int number_length = (int)strcspn(lesson, "_");
    if (strcmp(verdict, "fail") == 0)
        fprintf(to,
                "\n  next: lessons/%s/README.md tells the story "
                "(make read L=%.*s),\n"
                "        make hint L=%.*s gives a hint.\n",
                lesson, number_length, lesson, number_length, lesson);
    else if (strcmp(verdict, "build") == 0 && !refused_write(to, record))
        fprintf(to, "\n  It does not compile yet; the compiler says why.\n");
    else if (strcmp(verdict, "invalid") == 0)
        fprintf(to, "\n  This machine could not grade it; that costs no "
                    "points. Run: make doctor\n");
    else if (strcmp(verdict, "integrity") == 0 && !refused_write(to, record))
        fprintf(to, "\n  %s\n  A person should look at it.\n",
                any_findings(json_object_get(record, "trials"))
                    ? "The run ended in a way that no answer needs."
                    : "The race detector was alive before and silent after "
                      "this code ran.");
}

void points_write(FILE *to, const json_t *record)
{
    fprintf(to, "%s: %s, %lld of %lld points", json_text(record, "lesson"),
            json_text(record, "verdict"),
            (long long)json_number(record, "points"),
            (long long)json_number(record, "max_points"));
}

void report_write(FILE *to, const json_t *record)
{
    size_t i;
    const json_t *trial;
    const json_t *trials = json_object_get(record, "trials");
    const char *verdict = json_text(record, "verdict");
    points_write(to, record);
    fprintf(to, "\n  %s\n  %s\n\n", json_text(record, "title"),
            json_text(record, "source"));
    const char *compiler = json_text(record, "compiler_output");
    if (*compiler)
        fprintf(to, "%s\n", compiler);
    if (strcmp(verdict, "build") != 0)
        json_array_foreach(trials, i, trial) trial_line(to, trial);
    findings_write(to, record, trials);
    if (!outputs_write(to, trials, verdict))
        outputs_write(to, trials, "pass");
    if (strcmp(verdict, "invalid") == 0)
        excuse_write(to, trials);
    next_write(to, record, verdict);
}

void findings_list(FILE *to, const json_t *findings)
{
    size_t i;
    const json_t *finding;
    json_array_foreach(findings, i, finding) finding_write(to, finding, NULL);
    if (json_array_size(findings) == 0)
        fprintf(to, "\n  nothing found in this schedule\n");
}

void notes_list(FILE *to, const json_t *notes)
{
    size_t i;
    const json_t *note;
    json_array_foreach(notes, i, note)
    {
        fputs("\n  A note, no finding:", to);
        finding_write(to, note, NULL);
    }
}
