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
#include "explore/model/memory.h"
#include "explore/order/choices.h"
#include "explore/search/world.h"
#include "explore/tell/finding_report.h"
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

/* What an atomic operation would see, or go behind. */
static void older_report(const struct thread *thread, enum outcome outcome)
{
    const struct op *op = thread->op;
    message_id message = choice_message(thread, op, outcome);
    uint64_t value = (uint64_t)graph.messages[message].value;
    uint64_t newest = (uint64_t)memory_value(op->address, op->size, op->pc);
    observe_text(&line, "result", "older");
    if (!op->atomic->reads)
        return;
    observe_number(&line, "size", op->size);
    observe_address(&line, "value", (const void *)value);
    observe_address(&line, "newest", (const void *)newest);
}

static void move_report(unsigned n, const struct move *move)
{
    static const char *const outcomes[OUTCOME_COUNT] = {
        [OUTCOME_NORMAL] = "normal",   [OUTCOME_SPURIOUS] = "spurious",
        [OUTCOME_TIMEOUT] = "timeout", [OUTCOME_INTERRUPT] = "interrupted",
        [OUTCOME_FAIL] = "fails",      [OUTCOME_HELD] = "held",
        [OUTCOME_WEAK] = "weak",       [OUTCOME_CANCEL] = "cancelled",
        [OUTCOME_SIGNAL] = "signal",   [OUTCOME_OTHER] = "other",
    };
    const struct op *op = move->thread->op;
    observe_open(&line, NULL, '{');
    observe_number(&line, "n", n);
    observe_number(&line, "id", move->thread->id);
    observe_text(&line, "thread", move->thread->name);
    observe_text(&line, "call", op ? op->call : "starts");
    if (op && op->address)
        observe_address(&line, "object", op->address);
    if (op && op->pc)
        observe_address(&line, "at", op->pc);
    enum outcome outcome = thread_due(move->thread)            ? OUTCOME_TIMEOUT
                           : thread_only_cancels(move->thread) ? OUTCOME_CANCEL
                                                               : move->outcome;
    if (outcome >= OUTCOME_OLDER)
        older_report(move->thread, outcome);
    else if (outcome != OUTCOME_NORMAL)
        observe_text(&line, "result", outcomes[outcome]);
    observe_close(&line);
}

static void options_report(const struct choice *choice)
{
    observe_begin(&line, "options");
    observe_open(&line, "moves", '[');
    for (unsigned i = 0; i < choice->count && !observe_full(&line); i++)
        move_report(i, &choice->moves[i]);
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
