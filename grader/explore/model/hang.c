/*
 * Hangs: which thread holds what and waits for what, since which line.
 *
 * The one idea: a thread waits for another if that one holds the lock, or is
 * the one to be joined. What a hang is called follows from that by the rule in
 * trial/hang_kind.h.
 */
#include "explore/model/hang.h"

#include "explore/core/object.h"
#include "explore/core/schedule.h"
#include "explore/model/cond.h"
#include "explore/model/signals.h"
#include "trial/hang_kind.h"
#include "trial/observe.h"

static struct observation line;

/* The thread that a blocked thread waits for, if that is one thread. */
static const struct thread *wait_target(const struct thread *thread)
{
    const struct op *op = thread->op;
    if (!op || cond_keeps(thread))
        return NULL;
    if (op->target)
        return op->target->finished ? NULL : op->target;
    if (!op->object)
        return NULL;
    if (op->object->owner)
        return op->object->owner;
    for (unsigned i = 0; i < threads.live_count; i++)
        if (threads.live[i] != thread &&
            thread_holds(threads.live[i], op->object))
            return threads.live[i];
    return thread_holds((struct thread *)thread, op->object) ? thread : NULL;
}

/* Whether `from` lies on a cycle of threads that wait for each other. */
static bool cycle_holds(const struct thread *from)
{
    const struct thread *next = from;
    for (unsigned i = 0; i <= threads.live_count; i++) {
        next = wait_target(next);
        if (!next)
            return false;
        if (next == from)
            return true;
    }
    return false;
}

bool hang_circles(void)
{
    for (unsigned i = 0; i < threads.live_count; i++)
        if (cycle_holds(threads.live[i]))
            return true;
    return false;
}

bool hang_is_idle(void)
{
    const struct op *serves = NULL;
    for (unsigned i = 0; i < threads.live_count; i++)
        if (threads.live[i]->op->serves)
            serves = threads.live[i]->op;
    if (!serves || hang_circles())
        return false;
    finding_left("waits for a connection that nobody in the program makes, "
                 "which ends the schedule",
                 serves->call, NULL, serves->pc, true);
    return true;
}

enum finding_kind hang_classify(void)
{
    struct hang_kind hang = {0};
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct op *op = threads.live[i]->op;
        if (cycle_holds(threads.live[i]))
            hang.circle = true;
        if (cond_unheard(threads.live[i]))
            hang.unheard = true;
        if (cond_keeps(threads.live[i]))
            hang.condition = true;
        else if (op->object || op->outside)
            hang.other = true;
    }
    return hang_is_lost_wakeup(&hang) ? FINDING_LOST_WAKEUP : FINDING_DEADLOCK;
}

static void holds_report(const struct thread *thread)
{
    observe_open(&line, "holds", '[');
    for (unsigned i = 0; i < thread->held_count; i++) {
        observe_open(&line, NULL, '{');
        observe_address(&line, "object", thread->held[i].object->address);
        observe_address(&line, "at", thread->held[i].pc);
        observe_close(&line);
    }
    observe_close(&line);
}

static void thread_report(const struct thread *thread)
{
    const struct op *op = thread->finished ? NULL : thread->op;
    observe_open(&line, NULL, '{');
    observe_text(&line, "name", thread->name);
    observe_text(&line, "state",
                 thread->finished       ? "finished"
                 : !op                  ? "runs"
                 : thread_ready(thread) ? "runs"
                                        : "waits");
    if (op) {
        observe_text(&line, "call", op->call);
        const void *object =
            cond_keeps(thread) ? thread->waiting_on : op->address;
        if (object)
            observe_address(&line, "object", object);
        if (op->pc)
            observe_address(&line, "at", op->pc);
        const struct thread *target = wait_target(thread);
        if (target)
            observe_text(&line, "for", target->name);
        if (cycle_holds(thread))
            observe_number(&line, "cycle", 1);
        const struct object *cond = cond_unheard(thread);
        if (cond) {
            observe_text(&line, "unheard_by", cond->unheard_by->name);
            observe_address(&line, "unheard_at", cond->unheard_at);
        }
    }
    if (!thread->finished && thread->overdue) {
        observe_number(&line, "overdue", thread->overdue);
        observe_address(&line, "overdue_at", thread->overdue_at);
    }
    if (thread->cancelled_at)
        observe_address(&line, "cancelled_at", thread->cancelled_at);
    if (!thread->finished || thread->cancelled_at)
        holds_report(thread);
    observe_close(&line);
}

void hang_report(enum finding_kind kind)
{
    observe_begin(&line, "hang");
    observe_text(&line, "kind", finding_word(kind));
    if (signals_not_sent())
        observe_number(&line, "handler", signals_not_sent());
    observe_open(&line, "threads", '[');
    for (unsigned i = 0; i < threads.count; i++) {
        bool holds = threads.all[i].cancelled_at && threads.all[i].held_count;
        if (threads.all[i].finished && threads.count > 16 && !holds)
            continue;
        if (line.length > sizeof line.text / 10 * 9)
            break;
        thread_report(&threads.all[i]);
    }
    observe_end(&line);
}
