/*
 * Runs a probe and decides (see probe_run.h).
 *
 * A run counts only with its receipt (it came to its end) and the canary (the
 * race detector was alive to the end). Without findings, a missing canary
 * means that either this machine can't detect races, or the code silenced the
 * detector; the control probe, which holds no student code, tells which.
 *
 * The first word of a probe comes before any student code runs (settle.h). One
 * without it was ended by the loader or ThreadSanitizer's runtime, mostly for
 * an unlucky choice of addresses, and is started again.
 */
#include "judge/probe/probe_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge/find/certificate.h"
#include "judge/find/evidence.h"
#include "judge/find/observed.h"
#include "judge/find/trace.h"
#include "judge/probe/machine.h"
#include "judge/symbols/readable.h"
#include "judge/symbols/stacks.h"

/* One engine's run of the trial, its parts owned. */
struct run {
    struct evidence evidence;
    struct spawn_request request;
    struct spawn_result spawned;
    struct tsan_log log;
    json_t *observations;
    json_t *stands;     /* where a busy probe's threads stood */
    const char *excuse; /* why the machine is at fault, or NULL */
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
    stacks_read(spawn_probe(&run->request, pid),
                run->request.sandboxed ? run->request.argv[0] : NULL,
                run->stands);
    return true;
}

/* Did it end by itself, and without its first word? */
static bool run_is_mute(const struct run *run)
{
    const struct spawn_result *spawned = &run->spawned;
    return spawned->observations.length == 0 && !spawned->timed_out &&
           !spawned->stopped && !spawned->sandbox_broken &&
           spawned->excess == EXCESS_NONE && !spawned->output.overflowed &&
           !spawned->reports.overflowed;
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
    run->request = (struct spawn_request){.argv = argv,
                                          .wall_seconds = job->settings->wall,
                                          .sandboxed = !job->own_program &&
                                                       spawn_sandbox_asked(),
                                          .on_line = line_is_last,
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

static bool canary_reported(struct evidence *evidence)
{
    uint64_t canary = symbols_address(evidence->symbols, "lockstep_canary");
    for (unsigned i = 0; canary && i < evidence->log->count; i++)
        if (evidence->log->reports[i].access[0].address == canary)
            return true;
    return false;
}

/* Calls without a model stop the explorer, and then the stress engine decides.
 * The gate refuses those. But it can't know how much of everything there will
 * be, and to exceed what can be explored must be no way around the explorer. */
static void excess_find(struct evidence *evidence)
{
    const json_t *told = evidence_observation(evidence, "unmodelled");
    const char *what = json_text(told, "call");
    if (!evidence->own_program && strchr(what, ' '))
        finding_add(evidence, "misuse",
                    "The code can't be explored, and no lesson needs so much: "
                    "it uses %s",
                    what);
}

/* Is the machine at fault? Perhaps the probe never began. But code can leave
 * without a word, too, where the gate stands open, so control probes must
 * agree. Of the user's own program nothing ran, whoever is to blame. */
static const char *run_excuse(const struct run *run)
{
    const char *output = run->spawned.output.text;
    bool fatal = run->log.failed_start ||
                 (output && strstr(output, "FATAL: ThreadSanitizer"));
    if (!run_is_mute(run))
        return endings_excuse(&run->evidence);
    if (run->evidence.own_program && !fatal)
        return "it ended before the explorer could begin. Next: does it "
               "start without the explorer, and does make doctor find this "
               "machine fit?";
    return !run->evidence.own_program && machine_is_steady()
               ? NULL
               : "ThreadSanitizer can't start here. It needs addresses that "
                 "are not chosen at random, or from few, and much of them. "
                 "Next: in a container, run it with --security-opt "
                 "seccomp=unconfined; else, as root: sysctl "
                 "vm.mmap_rnd_bits=28; and everywhere: ulimit -v unlimited";
}

/* The engine found something, but not again in the same schedule. */
static void lost_note(struct evidence *evidence)
{
    size_t i;
    json_t *finding;
    const json_t *trace = evidence_observation(evidence, "trace");
    const json_t *figures = evidence_observation(evidence, "engine");
    if (!json_integer_value(json_object_get(trace, "lost")))
        return;
    json_array_foreach(evidence->findings, i, finding)
    {
        finding_note(
            finding,
            "met in schedule %lld (%s), but it did not come again "
            "when that schedule was run once more: the code depends "
            "on something that is not put back between schedules",
            (long long)json_integer_value(json_object_get(figures, "first")),
            json_text(trace, "id"));
    }
}

/* Was it to search, or to take rounds? Else it follows what somebody gave. */
static bool is_whole(const struct probe_job *job)
{
    char *const *argument = job->arguments;
    for (; argument && *argument && strcmp(*argument, "--") != 0; argument++)
        if (strcmp(*argument, "--replay") == 0 ||
            strcmp(*argument, "--follow") == 0 ||
            strcmp(*argument, "--play") == 0)
            return false;
    return true;
}

/* Does the run say that it did not end well? Then it is no pass, even if it
 * does not say why. */
static bool is_unclean(const struct evidence *evidence)
{
    const json_t *receipt = evidence_observation(evidence, "receipt");
    int status = evidence->run->status;
    if (evidence->own_program)
        return WIFEXITED(status) && WEXITSTATUS(status) == 1;
    return !json_integer_value(json_object_get(receipt, "complete"));
}

static const char *unclean_add(struct evidence *evidence)
{
    finding_add(evidence, "exit",
                "The run says that something went wrong, but not what: "
                "something has written over what the grader notes");
    return evidence->own_program ? "fail" : "integrity";
}

static const char *run_decide(struct run *run, const struct probe_job *job)
{
    struct evidence *evidence = &run->evidence;
    races_find(evidence);
    failures_find(evidence);
    hangs_find(evidence);
    run->excuse = run_excuse(run);
    if (run->excuse) {
        json_array_clear(evidence->findings);
        return "invalid";
    }
    endings_find(evidence);
    excess_find(evidence);
    lost_note(evidence);
    if (json_array_size(evidence->findings) > 0)
        return "fail";
    if (strcmp(evidence->engine, "explore") == 0 &&
        evidence_observation(evidence, "unmodelled"))
        return "skipped";
    if (is_whole(job) && is_unclean(evidence))
        return unclean_add(evidence);
    if (job->own_program || canary_reported(evidence))
        return "pass";
    return machine_detects_races() ? "integrity" : "invalid";
}

/* What only the explorer has to tell. */
static void result_explored(struct run *run, json_t *result,
                            const char *verdict)
{
    const json_t *figures = evidence_observation(&run->evidence, "engine");
    const json_t *unmodelled =
        evidence_observation(&run->evidence, "unmodelled");
    const json_t *options = evidence_observation(&run->evidence, "options");
    json_t *trace = trace_make(&run->evidence);
    /* Without its steps it is no picture of anything. */
    if (json_integer_value(json_object_get(trace, "lost")))
        json_decref(trace), trace = NULL;
    json_object_del(trace, "lost");
    if (trace)
        json_object_set_new(result, "trace", trace);
    if (unmodelled)
        json_object_set(result, "unmodelled",
                        json_object_get(unmodelled, "call"));
    if (options)
        json_object_set_new(result, "options",
                            options_make(&run->evidence, options));
    if (figures && strcmp(verdict, "pass") == 0)
        json_object_set_new(result, "certificate", certificate_make(figures));
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
    return result;
}

static void run_free(struct run *run)
{
    tsan_log_free(&run->log);
    spawn_free(&run->spawned);
    symbols_close(run->evidence.symbols);
    json_decref(run->observations);
    json_decref(run->stands);
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
    else if (log && !tsan_log_parse(log, name, &run.log))
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
