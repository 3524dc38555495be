/*
 * Runs a trial by each engine and puts the results together.
 *
 * The explorer goes first, because its word is the same on every machine; the
 * stress engine confirms a pass with real threads.
 */
#include "judge/probe/trial_run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

#include "judge/find/evidence.h"
#include "judge/probe/probe_run.h"

/* Of the wall limit: a search that is slow ends by itself, and says so; the
 * limit is for code that hangs. */
#define SEARCH_SHARE 0.6

/* Runs one engine; returns its figures, and appends its findings. @param
 * confirm What it is to confirm: NULL: nothing, or what the explorer came to,
 * "pass" or "proof". The more that is, the fewer rounds real threads run. */
static json_t *engine_judge(const struct settings *settings,
                            const struct trial *trial, const char *engine,
                            uint64_t number, const char *confirm,
                            json_t *findings)
{
    char program[512], raw[512], seed[32], seconds[32];
    snprintf(program, sizeof program, "%s/%s", settings->out, engine);
    snprintf(raw, sizeof raw, "%s/logs/%s.%s.tsan", settings->out, trial->name,
             engine);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)number);
    snprintf(seconds, sizeof seconds, "%.0f", settings->wall * SEARCH_SHARE);
    char *arguments[] = {"--seed",
                         seed,
                         "--seconds",
                         seconds,
                         confirm ? "--confirm" : NULL,
                         (char *)confirm,
                         NULL};
    struct probe_job job = {.settings = settings,
                            .engine = engine,
                            .program = program,
                            .trial = trial->name,
                            .must_reach = trial->must_reach,
                            .raw = raw,
                            .arguments = arguments};
    size_t before = json_array_size(findings);
    json_t *result = probe_run(&job, findings);
    json_object_set_new(result, "seed", json_integer((json_int_t)number));
    for (size_t i = before; i < json_array_size(findings); i++)
        json_object_set_new(json_array_get(findings, i), "seed",
                            json_integer((json_int_t)number));
    return result;
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

/* What the runs of one trial came to. */
struct outcome {
    const char *verdict;
    json_t *findings;
    json_t *figures;
    bool every; /* the explorer ran all schedules: no seed can change that */
};

static json_int_t figure(const json_t *result, const char *key)
{
    return json_integer_value(json_object_get(result, key));
}

/* Runs a trial under one seed. */
static void seed_judge(const struct settings *settings,
                       const struct trial *trial, uint64_t seed,
                       struct outcome *outcome)
{
    static const struct {
        const char *name;
        unsigned bit;
    } engines[] = {{"explore", TRIAL_EXPLORE}, {"stress", TRIAL_STRESS}};
    unsigned ran = 0;
    const char *confirm = outcome->every ? "proof" : NULL;
    for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++) {
        if (!settings_engine(settings, engines[i].name) ||
            (trial->engines && !(trial->engines & engines[i].bit)))
            continue;
        if (engines[i].bit == TRIAL_EXPLORE && outcome->every) {
            ran++;
            continue;
        }
        json_t *result = engine_judge(settings, trial, engines[i].name, seed,
                                      confirm, outcome->findings);
        bool skipped = strcmp(json_text(result, "verdict"), "skipped") == 0;
        ran += !skipped;
        outcome->verdict =
            verdict_worse(outcome->verdict, json_text(result, "verdict"));
        outcome->every |= figure(result, "every") == 1;
        bool sure = !skipped && !figure(result, "diverged");
        confirm = !sure ? NULL : outcome->every ? "proof" : "pass";
        json_array_append_new(outcome->figures, result);
        if (strcmp(outcome->verdict, "fail") == 0)
            return; /* one engine's finding is enough */
    }
    if (ran == 0)
        outcome->verdict = verdict_worse(outcome->verdict, "invalid");
}

bool trial_run_probes(const struct trial *trial)
{
    struct settings settings;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a worker of the judge, if it dies */
    settings_load(&settings);
    struct outcome outcome = {"pass", json_array(), json_array(), false};
    for (size_t i = 0; i < settings.seed_count; i++) {
        seed_judge(&settings, trial, settings.seeds[i], &outcome);
        if (strcmp(outcome.verdict, "pass") != 0)
            break; /* and so is one seed's */
    }
    const char *verdict = outcome.verdict;
    unsigned points = trial->points ? trial->points : 1;
    bool passed = strcmp(verdict, "pass") == 0;
    json_t *result =
        json_pack("{s:s, s:s, s:s, s:i, s:i, s:o, s:o}", "name", trial->name,
                  "promise", trial->promise, "verdict", verdict, "points",
                  passed ? (int)points : 0, "max_points", (int)points,
                  "findings", outcome.findings, "engines", outcome.figures);
    char path[512];
    snprintf(path, sizeof path, "%s/logs/%s.json", settings.out, trial->name);
    json_dump_file(result, path, JSON_INDENT(2));
    json_decref(result);
    return passed;
}
