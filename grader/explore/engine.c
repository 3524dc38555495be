/*
 * The explorer as an engine of probes.
 *
 * The one idea: search silently; when a finding is met, shrink its schedule,
 * run it once more with the recorder on, and only then report it to the judge.
 */
#include "trial/engine.h"

#include <stdio.h>

#include "explore/model/ending.h"
#include "explore/tell/game_report.h"
#include "explore/tell/play.h"
#include "explore/tell/report.h"
#include "explore/tell/ticker.h"

const char *const engine_name = "explore";

/* Trials are small: those of right answers take some hundred steps a schedule,
 * and under two million in all. */
enum { BUDGET = 6000, STEPS_MAX = 100000, STEPS_ALL = 4000000 };

/* What a proof is worth, whatever a trial has for the rest. */
enum { CLASS_BUDGET = 50000 };

static void *body_run(void *body)
{
    ((const struct trial *)body)->body();
    return NULL;
}

bool engine_run(const struct probe_request *request)
{
    const struct trial *trial = request->trial;
    struct search search = {
        .body = body_run,
        .argument = (void *)trial,
        .limits = {.steps = STEPS_MAX,
                   .spurious = !trial->calm,
                   .timeouts = !trial->calm,
                   .held = 1,
                   .weak = 1,
                   .interrupts = trial->interrupts ? INTERRUPTS_MAX : 0,
                   .failures = trial->failing_calls,
                   .memory_points = trial->memory_points,
                   .leaks = true,
                   .frees_all = trial->frees_all,
                   .must_end = true},
        .seed = request->seed,
        .budget = request->schedules ? request->schedules
                  : trial->schedules ? trial->schedules
                                     : BUDGET,
        .class_budget = request->schedules || trial->sampled ? 0 : CLASS_BUDGET,
        .steps = trial->effort ? trial->effort : STEPS_ALL,
        .only = request->strategy,
        .rc11 = true,
        .highest_bound = trial->preemptions,
        .needs_reach = trial->must_reach,
    };
    schedule_body_name = "the trial";
    if (search.only && !strategy_known(search.only)) {
        fprintf(stderr, "probe: no strategy '%s'\n", search.only);
        return false;
    }
    if (request->play) {
        play_run(&search, request->replay);
        return false;
    }
    if (request->game) {
        game_report(&search);
        return false;
    }
    ticker_start(&(struct ticker){.seconds = request->seconds}, &search);
    bool clean = explore(&search, request->replay, request->follow);
    ticker_stop();
    return clean;
}
