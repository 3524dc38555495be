/*
 * Runs a probe (see probe_run.h); decide.h says what comes of it.
 *
 * The first word of a probe comes before any student code runs (settle.h). One
 * without it was ended by the loader or ThreadSanitizer's runtime, mostly
 * because of an unlucky choice of addresses, and is started again.
 */
#include "judge/probe/probe_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "judge/find/certificate.h"
#include "judge/find/evidence.h"
#include "judge/find/game.h"
#include "judge/find/observed.h"
#include "judge/find/trace.h"
#include "judge/probe/decide.h"
#include "judge/probe/machine.h"
#include "judge/symbols/readable.h"
#include "judge/symbols/stacks.h"

static void nonce_make(char nonce[33])
{
    unsigned char bytes[16] = {0};
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        bytes[0] = (unsigned char)getpid();
    for (size_t i = 0; i < sizeof bytes; i++)
        sprintf(nonce + 2 * i, "%02x", bytes[i]);
}

static bool begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

/* A probe that found itself busy without end, or blocked, waits to be looked
 * at. */
static bool line_is_last(pid_t pid, const char *line, void *context)
{
    struct run *run = context;
    if (run->on_line)
        run->on_line(line);
    if (!begins(line, "{\"t\":\"hang\",\"kind\":\"busy\"") &&
        !begins(line, "{\"t\":\"unmodelled\",\"blocked\":1"))
        return false;
    if (strstr(line, "\"gone\":1"))
        return true; /* nothing is left to look at */
    stacks_read(spawn_probe(&run->request, pid),
                run->request.sandboxed ? run->request.argv[0] : NULL,
                run->stands);
    return true;
}

static int run_spawn(struct run *run, const struct probe_job *job)
{
    char *argv[32] = {(char *)job->program};
    size_t count = 1;
    if (!job->own_program) {
        argv[count++] = "--trial";
        argv[count++] = (char *)job->trial;
        argv[count++] = "--nonce";
        argv[count++] = run->nonce;
    }
    char *const *more = job->arguments;
    for (; more && *more && count < sizeof argv / sizeof argv[0] - 1; more++)
        argv[count++] = *more;
    run->on_line = job->on_line;
    run->request = (struct spawn_request){.argv = argv,
                                          .wall_seconds = job->settings->wall,
                                          .sandboxed = !job->own_program &&
                                                       spawn_sandbox_asked(),
                                          .input = job->input,
                                          .talkative = job->own_program,
                                          .on_line = line_is_last,
                                          .on_turn = job->on_turn,
                                          .context = run};
    unsigned long long kills = machine_memory_kills();
    int error = spawn_run(&run->request, &run->spawned);
    for (int i = 1; i < MACHINE_STARTS && !error && run_is_mute(run); i++) {
        spawn_free(&run->spawned);
        error = spawn_run(&run->request, &run->spawned);
    }
    run->evidence.memory_short = machine_memory_kills() != kills;
    run->request.argv = NULL;
    return error;
}

/* Keeps ThreadSanitizer's log for people, if there is any. */
static const char *log_keep(const struct run *run)
{
    const char *text = run->spawned.reports.text;
    FILE *file = text ? fopen(run->evidence.raw, "w") : NULL;
    if (file) {
        fputs(text, file);
        fclose(file);
    } else {
        remove(run->evidence.raw);
    }
    return text ? text : "";
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

/* What only the explorer reports. */
static void result_explored(struct run *run, json_t *result,
                            const char *verdict)
{
    const json_t *figures = evidence_observation(&run->evidence, "engine");
    const json_t *unmodelled =
        evidence_observation(&run->evidence, "unmodelled");
    const json_t *options = evidence_observation(&run->evidence, "options");
    json_t *trace = trace_make(&run->evidence);
    /* Without its steps it shows nothing. */
    if (json_integer_value(json_object_get(trace, "lost")))
        json_decref(trace), trace = NULL;
    json_object_del(trace, "lost");
    if (trace) {
        interruption_tell(&run->evidence, trace);
        kept_tell(&run->evidence, trace);
        json_object_set_new(result, "trace", trace);
    }
    if (unmodelled)
        json_object_set(result, "unmodelled",
                        json_object_get(unmodelled, "call"));
    if (json_object_get(unmodelled, "blocked"))
        json_object_set_new(result, "blocked",
                            blocked_tell(&run->evidence, unmodelled));
    json_t *game = game_make(&run->evidence);
    if (game)
        json_object_set_new(result, "game", game);
    if (options)
        json_object_set_new(result, "options",
                            options_make(&run->evidence, options));
    if (run->evidence.own_program)
        json_object_set_new(result, "notes", notes_make(&run->evidence));
    if (figures && strcmp(verdict, "pass") == 0)
        json_object_set_new(result, "certificate", certificate_make(figures));
}

/* What a user's own program printed and read. */
static void result_own(struct run *run, json_t *result, bool passed)
{
    const json_t *outputs = evidence_observation(&run->evidence, "outputs");
    const json_t *input = evidence_observation(&run->evidence, "input");
    size_t i;
    json_t *line;
    json_object_set_new(result, "output_cut",
                        json_boolean(run->spawned.output.overflowed));
    if (input)
        json_object_set(result, "input", json_object_get(input, "why"));
    if (!passed || !outputs)
        return;
    json_t *printed = json_array();
    json_array_foreach(run->observations, i, line)
    {
        if (strcmp(json_text(line, "t"), "printed") != 0)
            continue;
        json_object_del(line, "t");
        json_array_append(printed, line);
    }
    json_object_set_new(result, "outputs", json_deep_copy(outputs));
    json_object_set_new(result, "printed", printed);
}

static json_t *run_result(struct run *run, const char *verdict)
{
    const json_t *figures = evidence_observation(&run->evidence, "engine");
    json_t *result = figures ? json_deep_copy(figures) : json_object();
    const char *engine = run->evidence.engine;
    json_object_del(result, "t");
    json_object_set_new(result, "engine", json_string(engine));
    json_object_set_new(result, "verdict", json_string(verdict));
    json_object_set_new(result, "seconds", json_real(run->spawned.seconds));
    json_object_set_new(
        result, "output",
        observed_text(run->spawned.output.text, run->spawned.output.length));
    if (strcmp(engine, "explore") == 0)
        result_explored(run, result, verdict);
    if (run->evidence.own_program)
        result_own(run, result, strcmp(verdict, "pass") == 0);
    return result;
}

static void run_free(struct run *run)
{
    tsan_log_free(&run->log);
    spawn_free(&run->spawned);
    symbols_close(run->evidence.symbols);
    json_decref(run->observations);
    json_decref(run->stands);
    json_decref(run->evidence.names);
}

json_t *probe_run(const struct probe_job *job, json_t *findings)
{
    struct run run = {.stands = json_array()};
    nonce_make(run.nonce);
    run.evidence = (struct evidence){.settings = job->settings,
                                     .trial = job->trial,
                                     .engine = job->engine,
                                     .nonce = run.nonce,
                                     .must_reach = job->must_reach,
                                     .own_program = job->own_program,
                                     .addresses = job->addresses,
                                     .raw = job->raw,
                                     .log = &run.log,
                                     .run = &run.spawned,
                                     .findings = findings};
    const char *verdict = "invalid";
    const char *slash = strrchr(job->program, '/');
    const char *name = slash ? slash + 1 : job->program;
    int error = symbols_open(job->program, &run.evidence.symbols);
    if (!error)
        error = run_spawn(&run, job);
    const char *log = error ? NULL : log_keep(&run);
    run.observations = observed_parse(run.spawned.observations.text);
    engine_name_thread(run.stands, run.observations);
    json_array_extend(run.observations, run.stands);
    run.evidence.observations = run.observations;
    if (!error && run.spawned.sandbox_broken)
        error = ENOSYS; /* nothing ran, which is not the code's fault */
    else if (log)
        error = tsan_log_parse(log, name, &run.log);
    if (log && !error)
        verdict = run_decide(&run, job);
    if (log && run.log.count > 0 && strcmp(verdict, "pass") != 0)
        readable_write(job->raw, log, name, run.evidence.symbols);
    json_t *result = run_result(&run, verdict);
    if (error)
        run.excuse = run.spawned.sandbox_broken ? "no sandbox could be made"
                                                : strerror(error);
    if (run.excuse)
        json_object_set_new(result, "error", json_string(run.excuse));
    run_free(&run);
    return result;
}
