/* Replays (see replay.h). */
#include "judge/draw/replay.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "judge/draw/ladder.h"
#include "judge/draw/report.h"
#include "judge/find/evidence.h"
#include "judge/probe/probe_run.h"

extern const struct trial *const __start_trials[];
extern const struct trial *const __stop_trials[];

const struct trial *trial_find(const char *name)
{
    const struct trial *const *entry = __start_trials;
    for (; name && entry != __stop_trials; entry++)
        if (strcmp((*entry)->name, name) == 0)
            return *entry;
    fprintf(stderr, "T names one of the lesson's trials:\n");
    for (entry = __start_trials; entry != __stop_trials; entry++)
        fprintf(stderr, "  %-24s %s\n", (*entry)->name, (*entry)->promise);
    return NULL;
}

int replay_show(const struct settings *settings)
{
    const struct trial *trial = trial_find(settings->trial);
    if (!trial)
        return EINVAL;
    char program[512], raw[512];
    snprintf(program, sizeof program, "%s/explore", settings->out);
    snprintf(raw, sizeof raw, "%s/logs/replay.tsan", settings->out);
    char *arguments[] = {"--replay", (char *)settings->replay, NULL};
    struct probe_job job = {.settings = settings,
                            .engine = "explore",
                            .program = program,
                            .trial = trial->name,
                            .raw = raw,
                            .arguments = arguments};
    json_t *findings = json_array();
    json_t *result = probe_run(&job, findings);
    const json_t *trace = json_object_get(result, "trace");
    if (trace)
        ladder_write(stdout, trace);
    else
        fprintf(stderr,
                "%s is no schedule of this trial with this code. An id is\n"
                "printed with a finding; it fits the code that had it.\n",
                settings->replay);
    findings_list(stdout, findings);
    int error = trace ? 0 : EINVAL;
    json_decref(findings);
    json_decref(result);
    return error;
}
