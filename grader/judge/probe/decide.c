/*
 * What a probe's run is: pass, fail, or no verdict at all (see decide.h).
 *
 * A run counts only with its receipt (it came to its end) and the canary (the
 * race detector was alive to the end). Without findings, a missing canary
 * means that either this machine can't detect races, or the code silenced the
 * detector; the control probe, which holds no student code, tells which.
 */
#include "judge/probe/decide.h"

#include <string.h>
#include <sys/wait.h>

#include "judge/find/findings.h"
#include "judge/find/weak.h"
#include "judge/probe/machine.h"

bool run_is_mute(const struct run *run)
{
    const struct spawn_result *spawned = &run->spawned;
    return spawned->observations.length == 0 && !spawned->timed_out &&
           !spawned->stopped && !spawned->sandbox_broken &&
           spawned->excess == EXCESS_NONE && !spawned->output.overflowed &&
           !spawned->reports.overflowed;
}

static bool canary_reported(struct evidence *evidence)
{
    uint64_t canary = symbols_address(evidence->symbols, "__lockstep_canary");
    for (unsigned i = 0; canary && i < evidence->log->count; i++)
        if (evidence->log->reports[i].access[0].address == canary)
            return true;
    return false;
}

/* Calls without a model stop the explorer, and then the stress engine decides.
 * The gate refuses those. But it can't know how much of everything there will
 * be, and exceeding what can be explored must be no way around the explorer. */
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
 * agree. Nothing of the user's own program ran, whoever is to blame. */
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

/* The engine found something, but not again when it ran that schedule again. */
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

/* What the client did in which it was found, one line for each thread: once is
 * enough. */
static void story_add(struct evidence *evidence)
{
    size_t i;
    const json_t *line;
    json_t *first = json_array_get(evidence->findings, 0);
    json_array_foreach(evidence->observations, i, line)
    {
        if (first && strcmp(json_text(line, "t"), "story") == 0)
            finding_note(first, "%s", json_text(line, "text"));
    }
}

/* Was it asked to search or to run rounds? Else it follows a given schedule. */
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

/* Does the run say that it did not end well? Then it is not a pass, even if it
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

const char *run_decide(struct run *run, const struct probe_job *job)
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
    weak_orders_tell(evidence);
    excess_find(evidence);
    lost_note(evidence);
    findings_order(evidence->findings);
    story_add(evidence);
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
