/* Runs of the explorer (see explorer.h). */
#include "judge/draw/explorer.h"

#include <stdio.h>

#include "judge/probe/probe_run.h"

json_t *explorer_run(const struct settings *settings, const char *log,
                     char *const *arguments, bool addresses, json_t *findings)
{
    char program[512], raw[512];
    snprintf(program, sizeof program, "%s/explore", settings->out);
    snprintf(raw, sizeof raw, "%s/logs/%s.tsan", settings->out, log);
    struct probe_job job = {.settings = settings,
                            .engine = "explore",
                            .program = program,
                            .trial = settings->trial,
                            .raw = raw,
                            .arguments = arguments,
                            .addresses = addresses};
    return probe_run(&job, findings);
}
