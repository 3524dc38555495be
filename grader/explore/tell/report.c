/* A whole exploration; see report.h. */
#include "explore/tell/report.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "explore/core/fiber.h"
#include "explore/core/locals.h"
#include "explore/core/names.h"
#include "explore/core/trace.h"
#include "explore/core/watchdog.h"
#include "explore/ground/capacity.h"
#include "explore/ground/high.h"
#include "explore/ground/pages.h"
#include "explore/model/clock.h"
#include "explore/model/crash.h"
#include "explore/model/ending.h"
#include "explore/model/atomics.h"
#include "explore/search/blame.h"
#include "explore/model/heap.h"
#include "explore/model/memory.h"
#include "explore/search/classes.h"
#include "explore/search/code.h"
#include "explore/search/follow.h"
#include "explore/search/minimise.h"
#include "explore/search/strategies.h"
#include "explore/search/world.h"
#include "explore/tell/finding_report.h"
#include "explore/tell/outputs.h"
#include "trial/observe.h"

static struct search_result result;
static struct observation line;

static void beginnings_report(void)
{
    observe_open(&line, "beginnings", '[');
    for (unsigned i = 0; i < result.beginnings; i++) {
        const struct beginning *beginning = &result.beginning[i];
        observe_open(&line, NULL, '{');
        observe_number(&line, "steps", (long long)beginning->steps);
        observe_number(&line, "bound", beginning->bound);
        observe_number(&line, "schedules", (long long)beginning->schedules);
        observe_close(&line);
    }
    observe_close(&line);
}

/* Which of the adversary's moves there was an occasion for. */
static void played_report(void)
{
    static const char *const words[OUTCOME_COUNT] = {
        [OUTCOME_SPURIOUS] = "spurious",
        [OUTCOME_TIMEOUT] = "timeouts",
        [OUTCOME_INTERRUPT] = "interrupts",
        [OUTCOME_FAIL] = "failures",
        [OUTCOME_HELD] = "held",
        [OUTCOME_WEAK] = "weak",
    };
    observe_open(&line, "played", '[');
    for (unsigned i = OUTCOME_NORMAL + 1; i < OUTCOME_COUNT; i++)
        if (result.offered & 1u << i)
            observe_text(&line, NULL, words[i]);
    observe_close(&line);
}

static void figures_report(const struct search *search)
{
    observe_begin(&line, "engine");
    observe_number(&line, "schedules", (long long)result.schedules);
    observe_number(&line, "steps", (long long)result.steps);
    observe_number(&line, "longest", (long long)result.longest);
    observe_number(&line, "bound", result.bound);
    observe_number(&line, "bound_older", result.bound_older);
    observe_number(&line, "bound_schedules", (long long)result.bound_schedules);
    observe_number(&line, "complete", result.bound >= 0);
    observe_number(&line, "every", result.exhausted);
    observe_number(&line, "spurious",
                   result.twice ? TWICE : search->limits.spurious);
    observe_number(&line, "timeouts",
                   result.twice ? TWICE : search->limits.timeouts);
    observe_number(&line, "interrupts",
                   schedule.signals ? INTERRUPTS_MAX
                                    : search->limits.interrupts);
    observe_number(&line, "failures", search->limits.failures);
    observe_number(&line, "held", search->limits.held);
    observe_number(&line, "weak", search->limits.weak);
    played_report();
    observe_number(&line, "threads", result.most_threads);
    observe_number(&line, "cut", (long long)result.cut);
    observe_number(&line, "crowded",
                   result.cut > 0 && result.most_threads == FIBERS_MAX);
    observe_number(&line, "weak_orders", atomics_weak());
    observe_number(&line, "older", search_sees_older(search));
    observe_number(&line, "stopped", result.stopped);
    observe_number(&line, "diverged", result.diverged);
    observe_number(&line, "repeated", result.repeated);
    observe_number(&line, "lingering", result.lingering);
    observe_number(&line, "dfs", (long long)result.dfs_schedules);
    observe_number(&line, "classes", (long long)result.classes);
    observe_number(&line, "reduced", (long long)result.class_schedules);
    observe_text(&line, "not_reduced", result.not_reduced);
    observe_number(&line, "random", (long long)result.random_schedules);
    observe_text(&line, "strategy", result.strategy);
    observe_number(&line, "first", (long long)result.first);
    observe_number(&line, "reached", result.reached);
    observe_open(&line, "bounds", '[');
    for (int i = 0; i <= result.bound && i < BOUNDS_TOLD; i++)
        observe_number(&line, NULL, (long long)result.at_bound[i]);
    observe_close(&line);
    beginnings_report();
    observe_end(&line);
}

/* A race may be known to the explorer alone: two accesses that were due. */
static void collision_report(const struct collision *told)
{
    static const char *const words[] = {"reads", "writes"};
    if (!told->seen)
        return;
    observe_begin(&line, "collision");
    observe_address(&line, "object", told->address);
    for (int i = 0; i < 2; i++) {
        observe_text(&line, i ? "other" : "does", words[told->writes[i]]);
        observe_address(&line, i ? "other_at" : "at", told->pc[i]);
        observe_text(&line, i ? "other_thread" : "thread", told->thread[i]);
    }
    observe_end(&line);
}

/* Reports the schedule that has just been run to the judge. */
static void shown_report(const struct minimal *minimal)
{
    static char id[CODE_MAX];
    bool memory = minimal->search.limits.memory_points;
    code_write(id, schedule.decisions, schedule.decision_count,
               &minimal->search.limits);
    names_report();
    heap_report();
    stacks_report();
    locals_report();
    finding.raced |= minimal->raced;
    finding_report();
    bool harm = finding.kind != FINDING_NONE && finding.kind != FINDING_RACE;
    struct trace_head head = {
        .id = id,
        .finding = finding_word(minimal->raced ? FINDING_RACE : finding.kind),
        .shows = minimal->raced && harm ? finding_word(finding.kind) : NULL,
        .switches = schedule.switches,
        .preemptions = schedule.preemptions,
        .minimised = minimal->minimised,
        .memory = memory,
    };
    trace_report(&head);
}

/* Runs the recorded decisions once more with the recorder on. */
static void run_shown(const struct minimal *minimal)
{
    static struct search_result shown;
    trace_begin();
    replay_begin(minimal->decisions, minimal->count);
    search_once(&minimal->search, &strategy_replay, &shown);
    trace_on = false;
}

/* An older value was seen: an order was too weak. */
static void blame_report(const struct search *search)
{
    if (!blame_find(search))
        return;
    for (unsigned i = 0; i < weak_site_count; i++) {
        const struct weak_site *site = &weak_sites[i];
        if (!site->strong)
            continue;
        observe_begin(&line, "weak");
        observe_text(&line, "call", site->call);
        if (site->address)
            observe_address(&line, "object", site->address);
        observe_address(&line, "at", site->pc);
        observe_text(&line, "order", site->order);
        observe_end(&line);
    }
}

static void show(const struct minimal *minimal)
{
    run_shown(minimal);
    shown_report(minimal);
}

/* @return Whether the schedule that has just been run is what was found. */
static bool came_again(const struct minimal *minimal)
{
    return schedule.print == minimal->print &&
           (result.finding.kind == FINDING_RACE ||
            finding_same(&finding, &result.finding));
}

/* What was left behind at the end, and is no finding. */
static void note_report(void)
{
    if (result.note.kind == FINDING_NONE)
        return;
    observe_begin(&line, "note");
    observe_text(&line, "kind", finding_word(result.note.kind));
    if (result.note.text)
        observe_text(&line, "text", result.note.text);
    if (result.note.call)
        observe_text(&line, "call", result.note.call);
    observe_address(&line, "at", result.note.pc);
    observe_text(&line, "thread", result.note_thread);
    observe_number(&line, "allowed", result.note.allowed);
    observe_end(&line);
}

/* A deadline that was meant as a span, or is of another clock: nothing went
 * wrong, but nothing waited either. */
static void deadline_report(void)
{
    const struct strange_deadline *strange = &strange_deadline;
    if (!strange->seconds)
        return;
    observe_begin(&line, "note");
    observe_text(&line, "kind", "deadline");
    observe_number(&line, "overdue", strange->seconds);
    observe_address(&line, "at", strange->pc);
    observe_text(&line, "thread", strange->thread);
    observe_end(&line);
}

static void thread_stand_in(const struct thread **thread, struct thread *as,
                            const char *name)
{
    if (!*thread)
        return;
    thread_name_copy(as->name, name);
    *thread = as;
}

/* What was found is the verdict, whether or not it comes again. No picture is
 * drawn of a schedule that went another way. */
static void lost_report(void)
{
    static struct thread thread, holder;
    static char id[CODE_MAX];
    code_write(id, result.decisions, result.decision_count, &result.limits);
    finding = result.finding;
    thread_stand_in(&finding.thread, &thread, result.thread);
    thread_stand_in(&finding.holder, &holder, result.holder);
    if (finding.hung) { /* what waited for what went with the schedule */
        observe_begin(&line, "hang");
        observe_text(&line, "kind", finding_word(finding.hang));
        observe_end(&line);
        finding.hung = false;
    }
    finding_report();
    struct trace_head head = {
        .id = id, .finding = finding_word(finding.kind), .lost = true};
    trace_begin();
    trace_on = false;
    trace_report(&head);
}

/* A picture may end where both accesses of a race are due. ThreadSanitizer
 * reports the race when they happen. @return Whether it did. */
static bool due_happen(const struct search *search,
                       const struct decision *decisions, unsigned long count)
{
    static struct search_result ignored;
    struct search on = *search;
    on.limits.until_due = false;
    replay_begin(decisions, count);
    search_once(&on, &strategy_replay, &ignored);
    return finding.raced;
}

static bool refuse(const char *error)
{
    observe_begin(&line, "replay");
    observe_text(&line, "error", error);
    observe_end(&line);
    return false;
}

/* Takes this code along a schedule of other code and shows what came of it. */
static bool follow(struct search *search, const char *list)
{
    static struct search_result shown;
    search->limits.memory_points = true;
    search->limits.older = search->rc11;
    if (!follow_begin(list))
        return refuse("that is no list of steps to follow");
    trace_begin();
    search_once(search, &strategy_follow, &shown);
    trace_on = false;
    struct minimal minimal = {.search = *search};
    shown_report(&minimal);
    return finding.kind == FINDING_NONE && !finding.raced;
}

/* What a search knows from the run before, a replay has to see first. */
static void doubts_meet(const struct minimal *minimal)
{
    static struct search_result ignored;
    replay_begin(minimal->decisions, minimal->count);
    search_once(&minimal->search, &strategy_replay, &ignored);
}

static bool replay_id(struct search *search, const char *id)
{
    struct decision *decisions = pages_map(DECISIONS_MAX * sizeof *decisions);
    long count = code_read(id, decisions, DECISIONS_MAX, &search->limits);
    if (count < 0)
        return refuse("that is not a schedule id");
    struct minimal minimal = {.search = *search,
                              .decisions = decisions,
                              .count = (unsigned long)count};
    if (search->limits.until_due)
        minimal.raced = due_happen(search, decisions, (unsigned long)count);
    doubts_meet(&minimal);
    show(&minimal);
    return finding.kind == FINDING_NONE && !finding.raced;
}

static int told_output[] = {-1, -1}; /* by file descriptor - 1 */

/* What the program prints is worth reading once, not 20,000 times: the judge
 * would take a line in each schedule for endless output. */
static void output_turn(int nowhere)
{
    fflush(stdout);
    for (int i = 0; i < 2; i++) {
        told_output[i] = high_copy(STDOUT_FILENO + i);
        if (nowhere >= 0 && told_output[i] >= 0)
            dup2(nowhere, STDOUT_FILENO + i);
    }
}

static void output_mute(void)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    output_turn(nowhere);
    if (nowhere >= 0)
        close(nowhere);
}

/* Where it is compared, the first schedule's is told only: depth-first search
 * begins with the same. */
static void output_compare(void)
{
    output_turn(outputs_open());
}

static void output_unmute(void)
{
    fflush(stdout);
    for (int i = 0; i < 2; i++) {
        if (told_output[i] >= 0) {
            dup2(told_output[i], STDOUT_FILENO + i);
            close(told_output[i]);
        }
        told_output[i] = -1;
    }
}

/* Searches, and shows what was found. @return Whether that is nothing. */
static bool search_and_show(struct search *search)
{
    search_run(search, &result);
    figures_report(search);
    note_report();
    deadline_report();
    const bool unreached =
        search->needs_reach && !result.reached && !result.stopped;
    if (search->outputs && !result.found)
        outputs_report();
    if (result.found) {
        struct minimal minimal = minimise(search, &result);
        run_shown(&minimal);
        bool again = came_again(&minimal);
        bool weak = again && schedule.older > 0 && !minimal.raced;
        if (again)
            shown_report(&minimal);
        else
            lost_report();
        collision_report(&result.collision);
        if (weak)
            blame_report(search);
    } else if (unreached) {
        observe_begin(&line, "unreached");
        observe_number(&line, "complete", result.exhausted);
        observe_end(&line);
    }
    return !result.found && !unreached;
}

bool explore(const struct search *asked, const char *replay, const char *list)
{
    struct search search = *asked;
    world_setup();
    crash_catch();
    watchdog_start(ending_of_program);
    if (!replay && !list)
        search.after_first = search.outputs ? output_compare : output_mute;
    if (search.outputs) {
        search.after_each = outputs_note;
        classes_look = outputs_touch;
        search.extra = schedule_beside = outputs_cost;
    }
    bool clean = list     ? follow(&search, list)
                 : replay ? replay_id(&search, replay)
                          : search_and_show(&search);
    watchdog_stop();
    output_unmute();
    if (finding.kind == FINDING_CRASH && finding.status)
        crash_repeat(finding.status);
    world_clear();
    return clean;
}
