/* One schedule of a search, and what it found; see search_once() in search.h.
 */
#include "explore/ground/capacity.h"
#include "explore/ground/pages.h"
#include "explore/core/trace.h"
#include "explore/model/atomics.h"
#include "explore/model/doubt.h"
#include "explore/model/hang.h"
#include "explore/model/memory.h"
#include "explore/model/signals.h"
#include "explore/model/told.h"
#include "explore/search/search.h"
#include "explore/search/strategies.h"
#include "explore/search/world.h"

/* Called by ThreadSanitizer for each new report. */
void __tsan_on_report(void *report);
void __tsan_on_report(void *report)
{
    if (!schedule.active)
        return;
    finding_race();
    told_note(report);
}

static void name_keep(char *name, const struct thread *thread)
{
    static const char nobody[THREAD_NAME];
    thread_name_copy(name, thread ? thread->name : nobody);
}

/* The threads are gone with the schedule; what they were called stays. */
static void result_keep(struct search_result *result, const char *strategy)
{
    if (!result->decisions)
        result->decisions =
            pages_map(DECISIONS_MAX * sizeof *result->decisions);
    result->found = true;
    result->finding = finding;
    name_keep(result->thread, finding.thread);
    name_keep(result->holder, finding.holder);
    result->limits = schedule.limits;
    result->print = schedule.print;
    result->length = schedule.steps;
    result->collision = collision;
    result->strategy = strategy;
    result->first = result->schedules;
    result->decision_count = schedule.decision_count;
    for (unsigned long i = 0; i < schedule.decision_count; i++)
        result->decisions[i] = schedule.decisions[i];
}

/* What shows only at the end is a note, unless more was asked for. */
static void note_keep(const struct search *search, struct search_result *result)
{
    if (!finding.late || (search->limits.leaks && !finding.allowed))
        return;
    if (!search->wanted && result->note.kind == FINDING_NONE) {
        result->note = finding;
        name_keep(result->note_thread, finding.thread);
    }
    finding.kind = FINDING_NONE;
    finding.late = false;
}

/* Runs the same schedule once more, if it left a doubt that this settles. */
static void doubts_try_again(const struct search *search)
{
    if (search->wanted || trace_on || finding.raced || !doubts_left() ||
        (finding.kind != FINDING_NONE && !finding.late))
        return;
    const struct finding found = finding;
    const struct schedule before = schedule;
    doubts_try();
    replay_begin(schedule.decisions, schedule.decision_count);
    world_run(search->body, search->argument, &strategy_replay);
    if (doubts_settle())
        return;
    finding = found;
    schedule = before;
}

/* @return Whether the schedule goes on by itself where it hung, once signal
 * @p number has come from outside. An exit in the handler is none. */
static bool goes_on(const struct search *search, int number)
{
    signals_try(number);
    replay_begin(schedule.decisions, schedule.decision_count);
    world_run(search->body, search->argument, &strategy_replay);
    signals_try(0);
    bool ended =
        schedule.ending == ENDING_COMPLETE || schedule.ending == ENDING_EXIT;
    return ended && !schedule.current->interrupted &&
           (finding.kind == FINDING_NONE || finding.late) && !finding.raced;
}

/* A program that hangs may wait for a signal whose handler posts a semaphore,
 * ends a wait or sets a flag. That is tried. */
static void signal_try_again(const struct search *search)
{
    int number = signals_not_sent();
    const struct thread *thread = threads.live_count ? threads.live[0] : NULL;
    if (search->wanted || trace_on || finding.raced || !finding.hung ||
        finding.kind != finding.hang || !number || !thread || hang_circles())
        return;
    const struct finding found = finding;
    const struct schedule before = schedule;
    const char *call = thread->op ? thread->op->call : "";
    const void *pc = thread->op ? thread->op->pc : thread->last_pc;
    bool waits = goes_on(search, number);
    schedule = before;
    finding = found;
    if (!waits)
        return;
    finding_clear();
    signals_note_awaited(thread, call, pc);
}

bool search_once(const struct search *search, const struct strategy *strategy,
                 struct search_result *result)
{
    schedule.limits = search->limits;
    atomics_prepare();
    memory_prepare();
    world_run(search->body, search->argument, strategy);
    doubts_try_again(search);
    signal_try_again(search);
    result->schedules++;
    result->steps += schedule.steps;
    result->effort += schedule.effort + (search->extra ? search->extra() : 0);
    result->cut += schedule.ending == ENDING_CUT;
    result->reached |= schedule.reached;
    result->offered |= schedule.offered;
    if (schedule.steps > result->longest)
        result->longest = schedule.steps;
    if (threads.count > result->most_threads)
        result->most_threads = threads.count;
    note_keep(search, result);
    if (finding.raced && finding.kind == FINDING_NONE)
        finding.kind = FINDING_RACE;
    if (search->wanted ? !search->wanted() : finding.kind == FINDING_NONE)
        return false;
    result_keep(result, strategy->name);
    return true;
}
