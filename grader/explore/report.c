/* A whole exploration; see report.h. */
#include "explore/report.h"

#include <stdio.h>

#include "explore/code.h"
#include "explore/memory.h"
#include "explore/minimise.h"
#include "explore/names.h"
#include "explore/pages.h"
#include "explore/restore.h"
#include "explore/strategies.h"
#include "explore/trace.h"
#include "trial/observe.h"

static struct search_result result;
static struct observation line;

static void figures_report(const struct search *search)
{
    observe_begin(&line, "engine");
    observe_number(&line, "schedules", (long long)result.schedules);
    observe_number(&line, "steps", (long long)result.steps);
    observe_number(&line, "longest", (long long)result.longest);
    observe_number(&line, "bound", result.bound);
    observe_number(&line, "bound_schedules",
                   (long long)result.bound_schedules);
    observe_number(&line, "complete", result.bound >= 0);
    observe_number(&line, "every", result.exhausted);
    observe_number(&line, "spurious", search->limits.spurious);
    observe_number(&line, "timeouts", search->limits.timeouts);
    observe_number(&line, "interrupts", search->limits.interrupts);
    observe_number(&line, "failures", search->limits.failures);
    observe_number(&line, "threads", result.most_threads);
    observe_number(&line, "cut", (long long)result.cut);
    observe_number(&line, "diverged", result.diverged);
    observe_number(&line, "dfs", (long long)result.dfs_schedules);
    observe_number(&line, "random", (long long)result.random_schedules);
    observe_text(&line, "strategy", result.strategy);
    observe_number(&line, "first", (long long)result.first);
    observe_number(&line, "reached", result.reached);
    observe_end(&line);
}

static void shown_report(const struct search *search, bool minimised)
{
    static char id[CODE_MAX];
    code_write(id, schedule.decisions, schedule.decision_count,
               search->limits.memory_points);
    names_report();
    finding_report();
    struct trace_head head = {
        .id = id,
        .finding = finding_word(finding.kind),
        .switches = schedule.switches,
        .preemptions = schedule.preemptions,
        .minimised = minimised,
        .memory = search->limits.memory_points,
    };
    trace_report(&head);
}

/* Runs the recorded decisions once more with the recorder on. */
static void show(const struct search *search, const struct decision *decisions,
                 unsigned long count, bool minimised)
{
    static struct search_result shown;
    trace_begin();
    replay_begin(decisions, count);
    search_once(search, &strategy_replay, &shown);
    trace_on = false;
    shown_report(search, minimised);
}

enum { REPLAY_MAX = 1 << 20 };

static bool replay_id(struct search *search, const char *id)
{
    struct decision *decisions = pages_map(REPLAY_MAX * sizeof *decisions);
    bool memory;
    long count = code_read(id, decisions, REPLAY_MAX, &memory);
    if (count < 0) {
        observe_begin(&line, "replay");
        observe_text(&line, "error", "that is not a schedule id");
        observe_end(&line);
        return false;
    }
    search->limits.memory_points = memory;
    show(search, decisions, (unsigned long)count, false);
    return finding.kind == FINDING_NONE;
}

bool explore(const struct search *asked, const char *replay)
{
    struct search search = *asked;
    schedule_setup();
    statics_remember();
    if (replay) {
        bool clean = replay_id(&search, replay);
        schedule_clear();
        return clean;
    }
    search_run(&search, &result);
    figures_report(&search);
    if (result.found) {
        struct minimal minimal = minimise(&search, &result);
        show(&minimal.search, minimal.decisions, minimal.count,
             minimal.minimised);
    } else if (search.needs_reach && !result.reached) {
        observe_begin(&line, "unreached");
        observe_number(&line, "complete", result.exhausted);
        observe_end(&line);
    }
    schedule_clear();
    return !result.found && (!search.needs_reach || result.reached);
}
