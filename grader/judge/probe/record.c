/* Records (see record.h). */
#include "judge/base/title.h"
#include "judge/probe/record.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "judge/base/naming.h"
#include "judge/find/evidence.h"
#include "judge/find/observed.h"
#include "judge/probe/machine.h"
#include "judge/probe/order.h"
#include "trial/trial.h"

static json_t *trial_unrun(const struct trial *trial, const char *verdict)
{
    int points = trial->points ? (int)trial->points : 1;
    return json_pack("{s:s, s:s, s:s, s:i, s:i, s:[], s:[]}", "name",
                     trial->name, "promise", trial->promise, "verdict", verdict,
                     "points", 0, "max_points", points, "findings", "engines");
}

static json_t *trial_result(const struct settings *settings,
                            const struct trial *trial,
                            bool (*confirmed)(const char *trial))
{
    char path[512];
    snprintf(path, sizeof path, "%s/logs/%s.json", settings->out, trial->name);
    if (settings->tampered)
        return trial_unrun(trial, "integrity");
    if (settings->build_failed)
        return trial_unrun(trial, "build");
    json_t *result = json_load_file(path, 0, NULL);
    if (!result)
        return trial_unrun(trial, "invalid");
    /* A probe can write files, too, but not what Criterion counted. */
    bool scores = strcmp(json_text(result, "verdict"), "pass") == 0 ||
                  json_integer_value(json_object_get(result, "points")) > 0;
    if (!scores || confirmed(trial->name))
        return result;
    json_decref(result);
    return trial_unrun(trial, "integrity");
}

static bool all_pass(const json_t *trials)
{
    size_t i;
    const json_t *trial;
    json_array_foreach(trials, i, trial)
    {
        if (strcmp(json_text(trial, "verdict"), "pass") != 0)
            return false;
    }
    return json_array_size(trials) > 0;
}

/* A record's verdict is the gravest of its trials'. */
static const char *verdict_of(const json_t *trials)
{
    static const char *const order[] = {"build", "integrity", "fail",
                                        "invalid"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        size_t j;
        const json_t *trial;
        json_array_foreach(trials, j, trial)
        {
            if (strcmp(json_text(trial, "verdict"), order[i]) == 0)
                return order[i];
        }
    }
    return all_pass(trials) ? "pass" : "invalid";
}

static json_int_t sum_of(const json_t *trials, const char *key)
{
    size_t i;
    const json_t *trial;
    json_int_t sum = 0;
    json_array_foreach(trials, i, trial) sum +=
        json_integer_value(json_object_get(trial, key));
    return sum;
}

static json_t *trials_collect(const struct settings *settings,
                              bool (*confirmed)(const char *trial))
{
    json_t *trials = json_array();
    size_t count;
    const struct trial **sorted = trials_sorted(&count);
    for (size_t i = 0; sorted && i < count; i++)
        json_array_append_new(trials,
                              trial_result(settings, sorted[i], confirmed));
    free(sorted);
    return trials;
}

static json_t *seeds_list(const struct settings *settings)
{
    json_t *seeds = json_array();
    for (size_t i = 0; i < settings->seed_count; i++)
        json_array_append_new(seeds,
                              json_integer((json_int_t)settings->seeds[i]));
    return seeds;
}

/* The text of a file that mentions the student's, naming it as people do and
 * not by the folder that it was graded in. */
static json_t *talk_text(const char *path, const struct settings *settings)
{
    char *text = path ? file_read(path) : NULL;
    char *named = text ? naming_apply(text, settings) : NULL;
    json_t *safe = observed_text(named, named ? strlen(named) : 0);
    free(named);
    free(text);
    return safe;
}

json_t *record_make(const struct settings *settings,
                    bool (*confirmed)(const char *trial))
{
    char compiler[512];
    snprintf(compiler, sizeof compiler, "%s/compiler.txt", settings->out);
    json_t *trials = trials_collect(settings, confirmed);
    return json_pack(
        "{s:s, s:i, s:s, s:o, s:s, s:s, s:I, s:I, s:I, s:o, s:o, s:o, s:o, "
        "s:o}",
        "format", "lockstep-record", "version", 1, "lesson", settings->lesson,
        "title", lesson_title(settings->lesson), "source", settings->source,
        "verdict", verdict_of(trials), "points", sum_of(trials, "points"),
        "max_points", sum_of(trials, "max_points"), "seed",
        (json_int_t)settings->seeds[0], "seeds", seeds_list(settings),
        "compiler_output", talk_text(compiler, settings), "refused",
        talk_text(settings->refused, settings), "trials", trials, "versions",
        machine_versions(settings));
}

int record_write(const json_t *record, const struct settings *settings)
{
    char path[512], fresh[520];
    snprintf(path, sizeof path, "%s/record.json", settings->out);
    snprintf(fresh, sizeof fresh, "%s.new", path);
    if (json_dump_file(record, fresh, JSON_INDENT(2)))
        return EIO;
    return rename(fresh, path) ? errno : 0;
}
