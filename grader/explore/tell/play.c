/*
 * The player is the scheduler; see play.h.
 *
 * The one idea: the program keeps no state between two decisions. A schedule is
 * determined by its decisions, so the next question is reached by running all
 * of them again, and undo needs nothing at all.
 */
#include "explore/tell/play.h"

#include <stdlib.h>

#include "explore/core/deadline.h"
#include "explore/core/fiber.h"
#include "explore/core/locals.h"
#include "explore/core/names.h"
#include "explore/core/trace.h"
#include "explore/core/watchdog.h"
#include "explore/model/crash.h"
#include "explore/model/heap.h"
#include "explore/search/world.h"
#include "explore/tell/finding_report.h"
#include "explore/tell/move_tell.h"
#include "trial/observe.h"

static const char *rest; /* decisions still to come */
static bool asked;       /* the schedule stopped for the player */
static struct observation line;

/* An access to a thread's stack or its thread-local variables: they seldom
 * concern any other thread. */
static bool is_private(const struct op *op)
{
    return op && op->plain &&
           (fiber_stack_holds(op->address) || locals_hold(op->address));
}

/* The player is asked where the answer may matter. */
static bool is_question(const struct choice *choice)
{
    const struct move *first = &choice->moves[0];
    return first->thread != schedule.current || !is_private(first->thread->op);
}

static void options_report(const struct choice *choice)
{
    observe_begin(&line, "options");
    observe_open(&line, "moves", '[');
    for (unsigned i = 0; i < choice->count && !observe_full(&line); i++) {
        observe_open(&line, NULL, '{');
        observe_number(&line, "n", i);
        observe_number(&line, "id", choice->moves[i].thread->id);
        move_tell(&line, choice->moves[i].thread, choice->moves[i].outcome,
                  false);
        observe_close(&line);
    }
    observe_end(&line);
}

static unsigned play_choose(const struct choice *choice)
{
    if (!is_question(choice))
        return 0;
    if (!*rest) {
        asked = true;
        options_report(choice);
        schedule_stop(ENDING_CUT);
    }
    char *end;
    unsigned long decision = strtoul(rest, &end, 10);
    rest = end + (*end == ',');
    return decision < choice->count ? (unsigned)decision : 0;
}

static const struct strategy strategy_play = {.name = "play",
                                              .choose = play_choose};

void play_run(const struct search *search, const char *decisions)
{
    static struct search_result result;
    struct search played = *search;
    played.limits.memory_points = true;
    played.limits.older = search->rc11;
    rest = decisions ? decisions : "";
    world_setup();
    crash_catch();
    watchdog_start(false);
    trace_begin();
    search_once(&played, &strategy_play, &result);
    trace_on = false;
    watchdog_stop();
    names_report();
    heap_report();
    stacks_report();
    locals_report();
    if (!asked)
        finding_report();
    struct trace_head head = {
        .id = "",
        .finding = asked ? "" : finding_word(finding.kind),
        .switches = schedule.switches,
        .preemptions = schedule.preemptions,
        .memory = true,
    };
    trace_report(&head);
    if (finding.kind == FINDING_CRASH)
        crash_repeat(finding.status);
    world_clear();
}
