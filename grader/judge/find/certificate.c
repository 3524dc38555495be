/*
 * The certificate (see certificate.h).
 *
 * A search that ran every schedule within a bound proves something about that
 * bound; one that the budget cut short proves only what it covered. The
 * adversary's moves are part of the bound.
 */
#include "judge/find/certificate.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct text {
    char words[1024];
    size_t length;
};

__attribute__((format(printf, 2, 3))) static void
text_add(struct text *text, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int n = vsnprintf(text->words + text->length,
                      sizeof text->words - text->length, format, values);
    va_end(values);
    if (n > 0)
        text->length += (size_t)n;
    if (text->length >= sizeof text->words)
        text->length = sizeof text->words - 1;
}

static json_int_t figure(const json_t *figures, const char *key)
{
    return json_integer_value(json_object_get(figures, key));
}

/* 12345 as "12,345". */
static void count_add(struct text *text, json_int_t n)
{
    if (n >= 1000) {
        count_add(text, n / 1000);
        text_add(text, ",%03d", (int)(n % 1000));
    } else {
        text_add(text, "%d", (int)n);
    }
}

static void plural_add(struct text *text, json_int_t n, const char *noun)
{
    count_add(text, n);
    text_add(text, " %s%s", noun, n == 1 ? "" : "s");
}

/* Where loads may see older values, each of these counts as a preemption, if
 * there are any in the schedules of the bound. */
static void preemptions_add(struct text *text, const json_t *figures,
                            json_int_t bound)
{
    bool older = bound > 0 && figure(figures, "bound_older");
    text_add(text, bound > 0 ? "at most " : "no preemption");
    if (bound > 0)
        plural_add(text, bound, "preemption");
    if (older)
        text_add(text, bound == 1 ? " or older value" : " or older values");
    else if (figure(figures, "older"))
        text_add(text, " and no older value");
}

static bool was_played(const json_t *figures, const char *move)
{
    size_t i;
    const json_t *word;
    json_array_foreach(json_object_get(figures, "played"), i,
                       word) if (strcmp(json_string_value(word), move) ==
                                 0) return true;
    return false;
}

/* The moves that were played and how often at most, the first after the words
 * @p before. A move that no schedule had an occasion for bounds nothing. */
static void adversary_add(struct text *text, const char *before,
                          const json_t *figures)
{
    static const char *const moves[][3] = {
        {"spurious", "spurious wakeup", "spurious wakeups"},
        {"timeouts", "timeout", "timeouts"},
        {"interrupts", "interrupted wait", "interrupted waits"},
        {"failures", "failing call", "failing calls"},
        {"held", "reader held back", "readers held back"},
        {"weak", "weak compare-exchange that fails for no reason",
         "weak compare-exchanges that fail for no reason"},
    };
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        json_int_t most = figure(figures, moves[i][0]);
        if (most == 0 || !was_played(figures, moves[i][0]))
            continue;
        text_add(text, "%s", before);
        count_add(text, most);
        text_add(text, " %s", moves[i][most == 1 ? 1 : 2]);
        before = ", ";
    }
}

static const char in_each[] = ", in each at most ";

/* @return Whether a search of longer beginnings covers this one. */
static bool same_search(const json_t *beginning, const json_t *longer)
{
    return longer && figure(beginning, "bound") == figure(longer, "bound") &&
           figure(beginning, "schedules") == figure(longer, "schedules");
}

/* Of a program that goes on and on no schedule was run to an end that it does
 * not have, and nothing is said of whole schedules. */
static void beginnings_add(struct text *text, const json_t *figures,
                           const json_t *beginnings)
{
    size_t i;
    const json_t *beginning;
    json_int_t longest = 0, random = figure(figures, "random");
    bool none = true;
    plural_add(text, figure(figures, "schedules"), "schedule");
    text_add(text, ", ");
    count_add(text, figure(figures, "cut"));
    text_add(text, figure(figures, "crowded")
                       ? " of them cut because the code makes more than 1,024 "
                         "threads"
                       : " of them cut because the code goes on and on");
    text_add(text, ": nothing found in their beginnings, which are ");
    json_array_foreach(beginnings, i, beginning)
    {
        json_int_t bound = figure(beginning, "bound");
        json_int_t count = figure(beginning, "schedules");
        longest = figure(beginning, "steps");
        if (bound < 0 ||
            same_search(beginning, json_array_get(beginnings, i + 1)))
            continue;
        text_add(text, none ? "" : ", ");
        text_add(text, count == 1 ? "the only one" : "all ");
        if (count > 1)
            count_add(text, count);
        text_add(text, " of at most ");
        count_add(text, longest);
        text_add(text, " steps with ");
        preemptions_add(text, figures, bound);
        if (none)
            adversary_add(text, bound > 0 ? ", " : ", at most ", figures);
        none = false;
    }
    if (random > 0 || none) {
        text_add(text, none ? "" : ", and ");
        count_add(text, random > 0 ? random : figure(figures, "dfs"));
        text_add(text, random > 0 ? " random ones" : " systematic ones");
        text_add(text, " of at most ");
        count_add(text, longest);
        text_add(text, " steps");
        if (none)
            adversary_add(text, in_each, figures);
    }
}

/* Those of a search that was stopped before it could turn to beginnings. */
static void cut_add(struct text *text, const json_t *figures)
{
    json_int_t cut = figure(figures, "cut");
    if (cut == 0)
        return;
    text_add(text, ", ");
    if (figure(figures, "schedules") > 1) {
        count_add(text, cut);
        text_add(text, " of them ");
    }
    text_add(text, "cut before %s end", cut == 1 ? "its" : "their");
}

static void whole_add(struct text *text, const json_t *figures)
{
    json_int_t bound = figure(figures, "bound");
    json_int_t random = figure(figures, "random");
    if (bound >= 0) {
        text_add(text, "all ");
        plural_add(text, figure(figures, "bound_schedules"), "schedule");
        text_add(text, " with ");
        preemptions_add(text, figures, bound);
        adversary_add(text, bound > 0 ? ", " : ", at most ", figures);
        if (random > 0) {
            text_add(text, ", and ");
            plural_add(text, random, "random one");
        }
        cut_add(text, figures);
        text_add(text, ": nothing found");
        return;
    }
    plural_add(text, figure(figures, "schedules"), "schedule");
    text_add(text, figure(figures, "cut") ? "" : ", no bound completed");
    cut_add(text, figures);
    adversary_add(text, in_each, figures);
    text_add(text, ": nothing found");
}

/* One schedule of each class stands for all of them. */
static void classes_add(struct text *text, const json_t *figures)
{
    json_int_t classes = figure(figures, "classes");
    const size_t all = text->length;
    text_add(text, "all behaviours");
    const size_t before = text->length;
    adversary_add(text, " with at most ", figures);
    if (classes == 1 && text->length == before) {
        text->length = all;
        text_add(text, "the only behaviour there is: nothing found");
        return;
    }
    text_add(text, ": ");
    count_add(text, classes);
    text_add(text, classes == 1 ? " class" : " classes");
    text_add(text, " of schedules, ");
    plural_add(text, figure(figures, "schedules"), "schedule");
    text_add(text, " run, nothing found");
}

json_t *certificate_make(const json_t *figures)
{
    struct text text = {.length = 0};
    json_int_t total = figure(figures, "schedules");
    const json_t *beginnings = json_object_get(figures, "beginnings");
    if (figure(figures, "diverged")) {
        plural_add(&text, total, "schedule");
        text_add(&text, ": nothing found, but the code does not repeat itself: "
                        "the same schedule, run once more, went another way, "
                        "so this proves nothing");
    } else if (figure(figures, "classes") > 0) {
        classes_add(&text, figures);
    } else if (figure(figures, "every") && figure(figures, "cut") == 0) {
        /* Smaller bounds ran some of them before. */
        json_int_t all = figure(figures, "bound_schedules");
        text_add(&text, all == 1 ? "the only schedule there is" : "all ");
        if (all != 1)
            plural_add(&text, all, "schedule");
        adversary_add(&text, " with at most ", figures);
        text_add(&text, ": nothing found");
    } else if (json_array_size(beginnings) > 0) {
        beginnings_add(&text, figures, beginnings);
    } else {
        whole_add(&text, figures);
    }
    if (figure(figures, "weak_orders") && !figure(figures, "older"))
        text_add(&text, "; each atomic load saw the newest value, whatever its "
                        "memory order");
    if (figure(figures, "stopped"))
        text_add(&text, "; the search was stopped before its end");
    return json_string(text.words);
}

static bool is(const json_t *object, const char *key, const char *word)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text && strcmp(text, word) == 0;
}

/* The real threads that failed, if any did: with several seeds, the explorer
 * may have passed with one and failed with another. */
static const json_t *threads_that_failed(const json_t *trial)
{
    size_t i;
    const json_t *engine;
    json_array_foreach(json_object_get(trial, "engines"), i, engine)
    {
        if (is(engine, "engine", "stress") && is(engine, "verdict", "fail"))
            return engine;
    }
    return NULL;
}

void certificate_beside(const json_t *trial, const json_t *engine,
                        char words[CERTIFICATE_SIZE])
{
    const char *proof =
        json_string_value(json_object_get(engine, "certificate"));
    const json_t *threads = threads_that_failed(trial);
    json_int_t round =
        json_integer_value(json_object_get(threads, "failed_in"));
    char where[48] = "";
    words[0] = '\0';
    if (!proof)
        return;
    if (round)
        snprintf(where, sizeof where, " in round %lld", (long long)round);
    if (!is(trial, "verdict", "fail"))
        snprintf(words, CERTIFICATE_SIZE, "%s", proof);
    else if (threads)
        snprintf(words, CERTIFICATE_SIZE,
                 "seen with real threads%s, not in the schedules that were "
                 "searched",
                 where);
}
