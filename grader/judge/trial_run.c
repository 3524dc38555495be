/*
 * Runs a trial's probes and decides.
 *
 * A run counts only with its receipt (it came to its end) and the canary (the
 * race detector was alive to the end). Without findings, a missing canary
 * means that either this machine can't detect races, or the code silenced the
 * detector; the control probe, which holds no student code, tells which.
 */
#include "judge/trial_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "judge/evidence.h"
#include "judge/file.h"
#include "judge/machine.h"
#include "judge/observed.h"
#include "judge/stacks.h"

enum { WALL_SECONDS = 300 };

/* One engine's run of the trial, its parts owned. */
struct run {
    struct evidence evidence;
    struct spawn_result spawned;
    struct tsan_log log;
    json_t *observations;
    json_t *stands; /* where a busy probe's threads stood */
    char raw[512];
    char nonce[33];
};

static void nonce_make(char nonce[33])
{
    unsigned char bytes[16] = {0};
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        bytes[0] = (unsigned char)getpid();
    for (size_t i = 0; i < sizeof bytes; i++)
        sprintf(nonce + 2 * i, "%02x", bytes[i]);
}

/* A probe that found itself busy without end waits to be looked at. */
static bool line_is_last(pid_t pid, const char *line, void *context)
{
    static const char busy[] = "{\"t\":\"hang\",\"kind\":\"busy\"";
    struct run *run = context;
    if (strncmp(line, busy, strlen(busy)) != 0)
        return false;
    stacks_read(pid, run->stands);
    return true;
}

static int run_spawn(struct run *run, const struct trial *trial,
                     const char *program)
{
    char seed[32];
    snprintf(seed, sizeof seed, "%llu",
             (unsigned long long)run->evidence.settings->seed);
    char *argv[] = {(char *)program,
                    "--trial",
                    (char *)trial->name,
                    "--nonce",
                    run->nonce,
                    "--seed",
                    seed,
                    NULL};
    struct spawn_request request = {.argv = argv,
                                    .tsan_log = run->raw,
                                    .wall_seconds = WALL_SECONDS,
                                    .on_line = line_is_last,
                                    .context = run};
    return spawn_run(&request, &run->spawned);
}

/* ThreadSanitizer appends the process's number to its log's name. */
static char *log_collect(struct run *run)
{
    char from[600];
    snprintf(from, sizeof from, "%s.%d", run->raw, (int)run->spawned.pid);
    if (rename(from, run->raw) != 0)
        return strdup("");
    char *text = file_read(run->raw);
    return text ? text : strdup("");
}

static void engine_name_thread(json_t *stands, const json_t *observations)
{
    size_t i, j;
    json_t *stand;
    const json_t *line, *row;
    json_array_foreach(observations, i, line)
    {
        json_array_foreach(json_object_get(line, "threads"), j, row)
        {
            size_t k;
            json_array_foreach(stands, k, stand)
            {
                if (json_equal(json_object_get(stand, "tid"),
                               json_object_get(row, "tid")))
                    json_object_set(stand, "thread",
                                    json_object_get(row, "name"));
            }
        }
    }
}

static bool canary_reported(struct evidence *evidence)
{
    uint64_t canary = symbols_address(evidence->symbols, "lockstep_canary");
    for (unsigned i = 0; canary && i < evidence->log->count; i++)
        if (evidence->log->reports[i].access[0].address == canary)
            return true;
    return false;
}

static const char *run_decide(struct run *run)
{
    struct evidence *evidence = &run->evidence;
    races_find(evidence);
    hangs_find(evidence);
    failures_find(evidence);
    endings_find(evidence);
    bool started =
        !run->log.failed_start &&
        !strstr(run->spawned.output.text ? run->spawned.output.text : "",
                "FATAL: ThreadSanitizer");
    if (!started) {
        json_array_clear(evidence->findings);
        return "invalid";
    }
    if (json_array_size(evidence->findings) > 0)
        return "fail";
    if (canary_reported(evidence))
        return "pass";
    return machine_detects_races() ? "integrity" : "invalid";
}

static json_t *run_result(struct run *run, const char *verdict)
{
    const json_t *figures = evidence_observation(&run->evidence, "engine");
    json_t *engine = figures ? json_deep_copy(figures) : json_object();
    json_object_del(engine, "t");
    json_object_set_new(engine, "engine", json_string(run->evidence.engine));
    json_object_set_new(engine, "verdict", json_string(verdict));
    json_object_set_new(engine, "seconds", json_real(run->spawned.seconds));
    json_object_set_new(
        engine, "output",
        observed_text(run->spawned.output.text, run->spawned.output.length));
    return engine;
}

/* Runs one engine; returns its figures, and appends its findings. */
static json_t *engine_judge(const struct settings *settings,
                            const struct trial *trial, const char *engine,
                            json_t *findings)
{
    char program[512];
    struct run run = {0};
    snprintf(program, sizeof program, "%s/%s", settings->out, engine);
    snprintf(run.raw, sizeof run.raw, "%s/logs/%s.%s.tsan", settings->out,
             trial->name, engine);
    nonce_make(run.nonce);
    run.stands = json_array();
    run.evidence = (struct evidence){.settings = settings,
                                     .trial = trial->name,
                                     .engine = engine,
                                     .nonce = run.nonce,
                                     .raw = run.raw,
                                     .log = &run.log,
                                     .run = &run.spawned,
                                     .findings = findings};
    const char *verdict = "invalid";
    int error = symbols_open(program, &run.evidence.symbols);
    if (!error)
        error = run_spawn(&run, trial, program);
    char *log = error ? NULL : log_collect(&run);
    run.observations = observed_parse(run.spawned.observations.text);
    engine_name_thread(run.stands, run.observations);
    json_array_extend(run.observations, run.stands);
    run.evidence.observations = run.observations;
    if (log && !tsan_log_parse(log, engine, &run.log))
        verdict = run_decide(&run);
    json_t *result = run_result(&run, verdict);
    if (error)
        json_object_set_new(result, "error", json_string(strerror(error)));
    tsan_log_free(&run.log);
    spawn_free(&run.spawned);
    symbols_close(run.evidence.symbols);
    json_decref(run.observations);
    json_decref(run.stands);
    free(log);
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
    for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++) {
        if (!settings_engine(&settings, engines[i].name) ||
            (trial->engines && !(trial->engines & engines[i].bit)))
            continue;
        json_t *result =
            engine_judge(&settings, trial, engines[i].name, findings);
        verdict = verdict_worse(verdict, json_text(result, "verdict"));
        json_array_append_new(figures, result);
        if (strcmp(verdict, "fail") == 0)
            break; /* one engine's finding is enough */
    }
    if (json_array_size(figures) == 0)
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
