/* Replays (see replay.h). */
#include "judge/draw/replay.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/explorer.h"
#include "judge/draw/ladder.h"
#include "judge/draw/report.h"
#include "judge/find/evidence.h"
#include "judge/probe/order.h"

extern const struct trial *const __start_trials[];
extern const struct trial *const __stop_trials[];

/* A line each, so that a terminal holds them; the lesson's text has the whole
 * promises. */
static void trials_list(FILE *to)
{
    enum { PROMISE = 80 - 2 - 24 - 1 };
    size_t count;
    const struct trial **trials = trials_sorted(&count);
    fprintf(to, "T names one of the lesson's trials:\n");
    for (size_t i = 0; trials && i < count; i++) {
        const char *promise = trials[i]->promise;
        int shown = (int)strlen(promise);
        if (shown > PROMISE) {
            shown = PROMISE - 4;
            while (shown > 0 && promise[shown] != ' ')
                shown--;
        }
        fprintf(to, "  %-24s %.*s%s\n", trials[i]->name, shown, promise,
                promise[shown] ? " ..." : "");
    }
    free(trials);
}

const struct trial *trial_find(const char *name)
{
    const struct trial *const *entry = __start_trials;
    for (; name && entry != __stop_trials; entry++)
        if (strcmp((*entry)->name, name) == 0)
            return *entry;
    trials_list(stderr);
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
