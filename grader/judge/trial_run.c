/*
 * Runs a trial by each engine and puts the results together.
 *
 * The explorer goes first, because its word is the same on every machine; the
 * stress engine confirms a pass with real threads.
 */
#include "judge/trial_run.h"

#include <stdio.h>
#include <string.h>

#include "judge/evidence.h"
#include "judge/probe_run.h"

/* Runs one engine; returns its figures, and appends its findings. After a pass
 * by the explorer, real threads confirm it with a share of their rounds. */
static json_t *engine_judge(const struct settings *settings,
                            const struct trial *trial, const char *engine,
                            bool confirm, json_t *findings)
{
    char program[512], raw[512], seed[32];
    snprintf(program, sizeof program, "%s/%s", settings->out, engine);
    snprintf(raw, sizeof raw, "%s/logs/%s.%s.tsan", settings->out, trial->name,
             engine);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)settings->seed);
    char *arguments[] = {"--seed", seed, confirm ? "--confirm" : NULL, NULL};
    struct probe_job job = {.settings = settings,
                            .engine = engine,
                            .program = program,
                            .trial = trial->name,
                            .must_reach = trial->must_reach,
                            .raw = raw,
                            .arguments = arguments};
    return probe_run(&job, findings);
}

/* The worse of two verdicts: a finding outweighs everything, then integrity,
 * then the machine's fault. */
static const char *verdict_worse(const char *a, const char *b)
{
    static const char *const order[] = {"fail", "integrity", "invalid"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (strcmp(a, order[i]) == 0 || strcmp(b, order[i]) == 0)
            return order[i];
    return a;
}

bool trial_run_probes(const struct trial *trial)
{
    static const struct {
        const char *name;
        unsigned bit;
    } engines[] = {{"explore", TRIAL_EXPLORE}, {"stress", TRIAL_STRESS}};
    struct settings settings;
    settings_load(&settings);
    json_t *findings = json_array(), *figures = json_array();
    const char *verdict = "pass";
    unsigned ran = 0;
    for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++) {
        if (!settings_engine(&settings, engines[i].name) ||
            (trial->engines && !(trial->engines & engines[i].bit)))
            continue;
        json_t *result =
            engine_judge(&settings, trial, engines[i].name, ran > 0, findings);
        ran += strcmp(json_text(result, "verdict"), "skipped") != 0;
        verdict = verdict_worse(verdict, json_text(result, "verdict"));
        json_array_append_new(figures, result);
        if (strcmp(verdict, "fail") == 0)
            break; /* one engine's finding is enough */
    }
    if (ran == 0)
        verdict = "invalid";
    unsigned points = trial->points ? trial->points : 1;
    bool passed = strcmp(verdict, "pass") == 0;
    json_t *result = json_pack(
        "{s:s, s:s, s:s, s:i, s:i, s:o, s:o}", "name", trial->name, "promise",
        trial->promise, "verdict", verdict, "points", passed ? (int)points : 0,
        "max_points", (int)points, "findings", findings, "engines", figures);
    char path[512];
    snprintf(path, sizeof path, "%s/logs/%s.json", settings.out, trial->name);
    json_dump_file(result, path, JSON_INDENT(2));
    json_decref(result);
    return passed;
}
