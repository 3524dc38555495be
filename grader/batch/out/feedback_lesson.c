/*
 * One lesson on a student's page: what became of the work, and why.
 */
#include <math.h>
#include <string.h>

#include "base/moment.h"
#include "batch/book/score.h"
#include "batch/out/feedback.h"
#include "judge/find/certificate.h"
#include "judge/find/evidence.h"

enum { OUTPUT_LINES = 12, OUTPUT_BYTES = 4096 };

const char *feedback_kind(const struct feedback *result)
{
    return *result->verdict ? result->verdict : result->state;
}

const char *feedback_words(const struct feedback *result)
{
    static const char *const words[][2] = {
        {"pass", "passed"},
        {"fail", "something was found"},
        {"build", "was not run"},
        {"integrity", "for a person to look at"},
        {"invalid", "could not be graded"},
        {"missing", "not handed in"},
        {"unusable", "could not be taken"},
        {"ungraded", "not graded yet"},
    };
    const char *kind = feedback_kind(result);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(kind, words[i][0]) == 0)
            return words[i][1];
    return kind;
}

/* When it came and was due, each with its time zone. */
static void times_write(struct page *page, const struct feedback *result)
{
    char text[MOMENT_TEXT];
    time_t moment;
    bool came = moment_read(result->handed_in, &moment) == 0;
    if (came)
        page_say(page, " It came %s", moment_shown(moment, text));
    if (moment_read(result->due, &moment) == 0)
        page_say(page, came ? " and was due %s" : " It was due %s",
                 moment_shown(moment, text));
    else if (!came)
        return;
    page_say(page, ".");
}

static void days_write(struct page *page, const struct feedback *result)
{
    char penalty[SCORE_TEXT];
    if (result->late_days == 0)
        return;
    page_say(page, " It counts as %d day%s late", result->late_days,
             result->late_days == 1 ? "" : "s");
    if (result->excused > 0)
        page_say(page, ", %d of them excused", result->excused);
    if (result->slip > 0)
        page_say(page, ", %d of them taken from your slip days", result->slip);
    if (result->penalty > 0)
        page_say(page, ", which costs %s of 100",
                 score_text(result->penalty, penalty));
    page_say(page, ".");
}

static void score_write(struct page *page, const struct feedback *result)
{
    char score[SCORE_TEXT], raw[SCORE_TEXT];
    page_paragraph(page);
    page_badge(page, feedback_kind(result), feedback_words(result));
    if (isnan(result->score)) {
        bool decided = result->overridden || result->weight <= 0;
        page_say(page, decided ? ". It does not count for you."
                               : ". It does not count until it is graded.");
    } else {
        page_say(page, ": ");
        page_strong(page, score_text(result->score, score));
        page_say(page, " of 100.");
        if (!isnan(result->raw) && !result->overridden &&
            result->raw > result->score)
            page_say(page, " The work itself: %s.",
                     score_text(result->raw, raw));
    }
    if (result->overridden)
        page_say(page, " Your instructor set this score.");
    times_write(page, result);
    days_write(page, result);
    page_paragraph_end(page);
}

void feedback_problems(struct page *page, const char *problems)
{
    size_t i;
    const json_t *problem;
    json_t *array = json_loads(problems, 0, NULL);
    if (json_array_size(array) > 0) {
        page_told(page, "About what you handed in:");
        page_list(page);
        json_array_foreach(array, i, problem)
        {
            page_item(page);
            if (*json_text(problem, "file")) {
                page_code(page, json_text(problem, "file"));
                page_say(page, ": ");
            }
            page_text(page, json_text(problem, "text"));
            page_item_end(page);
        }
        page_list_end(page);
    }
    json_decref(array);
}

/* The last lines that a program printed; returns where they begin. */
static const char *output_end(const char *text)
{
    const char *start = text + strlen(text);
    for (int lines = 0; start > text && strlen(start) < OUTPUT_BYTES; start--)
        if (start[-1] == '\n' && lines++ == OUTPUT_LINES)
            break;
    return start;
}

/* What was printed in one trial is enough: the first that has the verdict. */
static bool output_write(struct page *page, const json_t *record,
                         const char *verdict)
{
    size_t i, j;
    const json_t *trial, *engine;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        if (strcmp(json_text(trial, "verdict"), verdict) != 0)
            continue;
        json_array_foreach(json_object_get(trial, "engines"), j, engine)
        {
            const char *text = json_text(engine, "output");
            const char *end = output_end(text);
            if (!*text)
                continue;
            page_told(page,
                      "Your code printed in `%s`%s:", json_text(trial, "name"),
                      end > text ? ", at the end" : "");
            page_block(page, "Output", end);
            return true;
        }
    }
    return false;
}

/* What a trial proved, or why it could not. */
static void proof_write(struct page *page, const json_t *trial)
{
    size_t i;
    const json_t *engine;
    char proof[CERTIFICATE_SIZE];
    json_array_foreach(json_object_get(trial, "engines"), i, engine)
    {
        const char *unmodelled = json_text(engine, "unmodelled");
        certificate_beside(trial, engine, proof);
        if (*proof)
            page_say(page, " (%s)", proof);
        if (*unmodelled)
            page_say(page, " (not explored: it uses %s)", unmodelled);
    }
}

static void trials_write(struct page *page, const json_t *record)
{
    size_t i;
    const json_t *trial;
    const json_t *trials = json_object_get(record, "trials");
    char summary[64];
    snprintf(summary, sizeof summary, "What was tried: %zu trials",
             json_array_size(trials));
    page_fold(page, summary);
    page_list(page);
    json_array_foreach(trials, i, trial)
    {
        const char *verdict = json_text(trial, "verdict");
        page_item(page);
        page_badge(page, verdict, verdict);
        page_say(
            page, " %lld/%lld ",
            (long long)json_integer_value(json_object_get(trial, "points")),
            (long long)json_integer_value(
                json_object_get(trial, "max_points")));
        page_code(page, json_text(trial, "name"));
        page_say(page, ": %s", json_text(trial, "promise"));
        proof_write(page, trial);
        page_item_end(page);
    }
    page_list_end(page);
    page_fold_end(page);
}

static void refusal_write(struct page *page, const json_t *record)
{
    page_told(page, "It was not run. Nobody needs the following for an answer, "
                    "and what it does can't be judged:");
    page_block(page, "Reasons", json_text(record, "refused"));
}

static void unrun_write(struct page *page, const json_t *record)
{
    if (*json_text(record, "refused")) {
        refusal_write(page, record);
    } else {
        page_told(page, "It does not compile; the compiler says why:");
        page_block(page, "Compiler", json_text(record, "compiler_output"));
    }
    page_told(page, "What to read: \"Your task\" in `lessons/%s/README.md`.",
              json_text(record, "lesson"));
}

static void integrity_write(struct page *page, const json_t *record)
{
    page_told(page, "The grader could not judge this work as it is, so a "
                    "person will look at it. That is no reproach, and nothing "
                    "is decided: until then the score above stands.");
    if (*json_text(record, "refused"))
        refusal_write(page, record);
    else
        page_told(page, "The race detector was alive before and silent after "
                        "this code ran.");
}

static void verdict_write(struct page *page, const json_t *record)
{
    const char *verdict = json_text(record, "verdict");
    const char *lesson = json_text(record, "lesson");
    if (strcmp(verdict, "build") == 0)
        unrun_write(page, record);
    else if (strcmp(verdict, "integrity") == 0)
        integrity_write(page, record);
    else if (strcmp(verdict, "invalid") == 0)
        page_told(page, "The machine that graded could not do its work here. "
                        "That is not your fault and costs no points; it will "
                        "be graded again.");
    feedback_findings(page, record);
    bool run = strcmp(verdict, "pass") == 0 || strcmp(verdict, "fail") == 0;
    if (run && !output_write(page, record, verdict))
        output_write(page, record, "pass");
    if (run && *json_text(record, "compiler_output")) {
        page_told(page, "The compiler warned:");
        page_block(page, "Compiler", json_text(record, "compiler_output"));
    }
    if (run)
        trials_write(page, record);
    if (strcmp(verdict, "pass") != 0)
        page_told(page,
                  "Next: `make check L=%.*s` grades it on your machine, "
                  "`make hint L=%.*s` gives a hint.",
                  (int)strcspn(lesson, "_"), lesson, (int)strcspn(lesson, "_"),
                  lesson);
}

void feedback_lesson(struct page *page, const struct feedback *result,
                     const json_t *record)
{
    page_html(page, "<section>\n");
    page_heading(page, 2, result->lesson, result->title);
    score_write(page, result);
    feedback_problems(page, result->problems);
    if (record)
        verdict_write(page, record);
    page_html(page, "</section>\n");
}
