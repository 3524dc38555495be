/* Replays (see replay.h). */
#include "judge/draw/replay.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "judge/draw/explorer.h"
#include "judge/draw/ladder.h"
#include "judge/draw/report.h"
#include "judge/find/evidence.h"

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
    if (!trial_find(settings->trial))
        return EINVAL;
    char *arguments[] = {"--replay", (char *)settings->replay, NULL};
    json_t *findings = json_array();
    json_t *result =
        explorer_run(settings, "replay", arguments, false, findings);
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
