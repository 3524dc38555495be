/*
 * Reduced search: dynamic partial-order reduction with source sets and sleep
 * sets (Abdulla, Aronis, Jonsson and Sagonas, "Source sets: a foundation for
 * optimal dynamic partial order reduction", JACM 2017; races between a call and
 * an earlier one that kept it from happening as in its section on locks).
 *
 * The one idea: schedules that differ only in the order of steps whose order
 * does not matter (core/footprint.h) form a class, and one of each is enough.
 * Each schedule that was run shows its races: two steps, not ordered otherwise,
 * whose order does matter. For each race a thread that may lead to the other
 * order is noted where the first of the two steps was taken. Steps that were
 * tried somewhere sleep in what is tried there afterwards, until a step comes
 * whose order with them matters.
 *
 * The adversary's moves are further moves of a thread: where the thread is
 * tried, all of them are. Their budgets are objects: two moves that spend of
 * the same race, and so does one that might have.
 */
#include "explore/search/classes.h"

#include <string.h>

#include "explore/ground/pages.h"
#include "explore/search/again.h"
#include "explore/search/await.h"
#include "explore/order/choices.h"
#include "explore/search/class_path.h"

enum { STEPS_MAX = 3000, NONE = STEPS_MAX + 1 }; /* of a schedule */

static const char crowd[] = "has many threads";
static const char differs[] = "does not do the same each time";

void (*classes_look)(void);

static struct ways *ways; /* of each node */
static unsigned prefix;   /* steps that were chosen before the schedule began */
static unsigned complete; /* steps whose footprint is known */
static bool here;         /* the node at the path's depth is made */
static bool lost;         /* all that go on wait by looking, for nothing new */
static unsigned astray;   /* where such a schedule is to be shown; or NONE */
static bool circled;      /* the state came again */
static bool doubtful;     /* ... and it is not known whether any end follows */
static unsigned long count;
static unsigned long ended; /* how often an end was seen to be possible */

static struct branch branch_of(const struct move *move)
{
    const struct thread *thread = move->thread;
    const struct op *op = thread->op;
    unsigned outcome = move->outcome, message = 0;
    if (op && op->older && schedule.limits.older) {
        message = choice_name(thread, op, outcome);
        outcome = outcome >= OUTCOME_OLDER ? OUTCOME_NORMAL : outcome;
    }
    return (struct branch){(uint16_t)thread->id, (uint16_t)outcome, message};
}

static _Noreturn void stop(const char *why)
{
    footprint_give_up(why);
    schedule_stop(ENDING_KNOWN);
}

/* Those that slept before a step and do so after it. */
static void sleepers_keep(struct ways *now, const struct node *before)
{
    now->asleep_count = 0;
    for (unsigned i = 0; i < before->ways->asleep_count; i++) {
        const struct sleeper *sleeper = &before->ways->asleep[i];
        if (sleeper->branch.thread != before->taken.thread &&
            !footprints_wake(sleeper->footprint, &before->footprint))
            now->asleep[now->asleep_count++] = *sleeper;
    }
}

static bool is_asleep(const struct ways *ways, struct branch branch)
{
    for (unsigned i = 0; i < ways->asleep_count; i++)
        if (branch_same(ways->asleep[i].branch, branch))
            return true;
    return false;
}

/* What could be done next without repeating anything. @return Whether there is
 * something. */
static bool branch_next(struct node *node)
{
    for (unsigned i = 0; i < node->ways->move_count; i++) {
        struct branch branch = node->ways->moves[i];
        if (node->tried & bit(branch.thread) &&
            !is_asleep(node->ways, branch)) {
            node->taken = branch;
            return true;
        }
    }
    return false;
}

static void moves_note(struct node *node, const struct choice *choice)
{
    struct ways *ways = node->ways;
    node->enabled = 0;
    ways->move_count = 0;
    for (unsigned i = 0; i < choice->count; i++) {
        if (await_on(choice->moves[i].thread))
            continue;
        ways->moves[ways->move_count] = branch_of(&choice->moves[i]);
        node->enabled |= bit(ways->moves[ways->move_count++].thread);
    }
}

/* Only threads that wait by looking are left. If none of them could see
 * something new, none ever will: then they go on, and it shows. */
static void lost_note(void)
{
    if (awaits_have_news())
        schedule_stop(ENDING_KNOWN);
    lost = true;
}

/* A point that no schedule has come to before. */
static void node_make(const struct choice *choice)
{
    if (threads.count > CLASS_THREADS || choice->count > BRANCHES_MAX)
        stop(crowd);
    if (path.depth == STEPS_MAX)
        stop("takes too many steps");
    struct node *node = &path.nodes[path.depth];
    node->ways = &ways[path.depth];
    node->returns = false;
    node->ended = ended;
    node->classes = count;
    moves_note(node, choice);
    if (node->ways->move_count == 0) {
        lost_note();
        return;
    }
    node->ways->asleep_count = node->ways->done_count = 0;
    if (path.depth > 0)
        sleepers_keep(node->ways, &node[-1]);
    node->tried = node->enabled;
    if (!branch_next(node))
        schedule_stop(ENDING_KNOWN);
    node->tried = bit(node->taken.thread);
}

/* @return The step that made the thread, or that opened the start line for it;
 * from 1. */
static unsigned step_that_made(unsigned thread)
{
    uintptr_t start = (uintptr_t)&threads.all[thread].start;
    for (unsigned i = path.depth - 1; i-- > 0;) {
        const struct footprint *print = &path.nodes[i].footprint;
        for (unsigned k = 0; k < print->count; k++)
            if (print->touches[k].from == start && print->touches[k].writes)
                return i + 1;
    }
    return 0;
}

/* @return The last step of the thread that is joined; from 1. */
static unsigned step_joined(const struct move *move)
{
    const struct op *op = move->thread->op;
    bool joins = op && op->target && op->address == &op->target->sync &&
                 op->target->finished && move->outcome == OUTCOME_NORMAL;
    return joins && op->target->id < CLASS_THREADS
               ? path.last_of[op->target->id]
               : 0;
}

/* The place among the others of a step that is complete. */
static void step_place(struct node *node, unsigned thread)
{
    node->footprint = footprint;
    node->own = path.last_of[thread];
    node->clock = (struct clock){{0}};
    if (node->own)
        node->clock = path.nodes[node->own - 1].clock;
    else
        node->after = step_that_made(thread);
    node->nth = ++node->clock.steps[thread];
    for (struct node *before = node; before-- > path.nodes;) {
        unsigned other = before->taken.thread;
        if (node->clock.steps[other] >= before->nth ||
            (!node->gathers &&
             !footprints_order(&before->footprint, &node->footprint)))
            continue;
        clock_join(&node->clock, &before->clock);
    }
}

/* The latest step is complete. In the steps that were chosen before all is as
 * it was. */
static void step_finish(void)
{
    if (complete == path.depth)
        return;
    complete = path.depth;
    if (classes_look)
        classes_look();
    struct node *node = &path.nodes[path.depth - 1];
    unsigned thread = node->taken.thread;
    if (path.depth >= prefix)
        step_place(node, thread);
    path.last_of[thread] = path.depth;
    await_step();
}

static unsigned move_of(const struct choice *choice, struct branch branch)
{
    for (unsigned i = 0; i < choice->count; i++)
        if (choice->moves[i].thread->id == branch.thread &&
            branch_same(branch_of(&choice->moves[i]), branch))
            return i;
    stop(differs);
}

/* It offers its turn, and not for the first time in a while; or it goes round,
 * as who polls under a lock. */
static bool circling(const struct thread *self)
{
    return (self->yields && schedule.idle > 0) || await_rounds(self);
}

/* A schedule has come to a point. */
static void classes_arrive(const struct thread *self)
{
    here = false;
    if (lost)
        return;
    if (footprint_unknown)
        schedule_stop(ENDING_KNOWN);
    step_finish();
    lost = path.depth == astray;
    if (lost || self->finished || self->id >= CLASS_THREADS)
        return;
    await_arrive(self);
    circled = path.depth >= prefix && circling(self) && again_look();
    if (circled)
        schedule_stop(ENDING_KNOWN);
}

/* @return The move to take. */
static unsigned classes_choose(const struct choice *choice)
{
    if (!lost && path.depth >= prefix)
        node_make(choice);
    here = true;
    return lost ? 0 : move_of(choice, path.nodes[path.depth].taken);
}

static bool any_normal(const struct choice *choice)
{
    for (unsigned i = 0; i < choice->count; i++)
        if (choice->moves[i].outcome == OUTCOME_NORMAL)
            return true;
    return false;
}

static void classes_step(const struct choice *choice, const struct move *taken)
{
    if (!here)
        classes_choose(choice);
    if (lost)
        return;
    footprint_begin(taken->thread, taken->outcome);
    /* Time passes because nobody can do anything else. */
    if (taken->outcome == OUTCOME_TIMEOUT && !any_normal(choice))
        footprint_everything();
    struct node *node = &path.nodes[path.depth++];
    node->older = taken->outcome >= OUTCOME_OLDER;
    node->gathers = taken->thread->op && taken->thread->op->gathers;
    if (path.depth >= prefix) {
        node->wishes = footprint_wishes(taken->thread);
        node->after = step_joined(taken);
    }
}

static void schedule_learn(void)
{
    if (lost)
        footprint_give_up(FOOTPRINT_POLLS);
    if (footprint_unknown)
        return;
    if (path.depth < prefix) {
        footprint_give_up(differs);
        return;
    }
    if (threads.count > CLASS_THREADS) {
        footprint_give_up(crowd);
        return;
    }
    if (schedule.ending == ENDING_CUT) {
        footprint_give_up("takes too many steps");
        return;
    }
    bool known = schedule.ending == ENDING_KNOWN;
    /* What ends the others ends what they might have done. */
    if (threads.live_count > 0 && !known && schedule.ending != ENDING_HANG)
        footprint_everything();
    if (!known)
        step_finish();
    for (unsigned i = prefix ? prefix - 1 : 0; i < path.depth; i++)
        races_of_step(i);
    for (unsigned i = 0; i < threads.live_count; i++)
        if (!await_on(threads.live[i]))
            races_of_pending(threads.live[i]);
    count += !known;
    ended += !circled || awaits_have_news();
}

static void classes_end(void)
{
    schedule_learn();
    footprints_on = false;
}

static void classes_ready(void)
{
    path.depth = complete = 0;
    here = lost = circled = false;
    footprints_on = true;
    awaits_clear();
    again_begin(prefix);
    memset(path.last_of, 0, sizeof path.last_of);
}

void classes_begin(void)
{
    if (!path.nodes) {
        path.nodes = pages_map(STEPS_MAX * sizeof *path.nodes);
        ways = pages_map(STEPS_MAX * sizeof *ways);
    }
    prefix = 0;
    astray = NONE;
    count = ended = 0;
    doubtful = false;
    footprint_unknown = NULL;
    classes_ready();
}

/* Some thread sleeps there: what it does was seen elsewhere. */
static bool some_slept(const struct node *node)
{
    return node->ways->asleep_count > node->ways->done_count;
}

/* Whether nobody has come to an end from a state that comes again. */
static bool endless(const struct node *node)
{
    return node->returns && node->ended == ended;
}

/* Whether nobody was seen to. What sleeps there may end elsewhere; or it may
 * not, and come back to this very state. */
static bool is_doubtful(const struct node *node)
{
    return node->returns && node->classes == count;
}

/* What was taken there is done, and sleeps from now on. */
static bool node_leave(const struct node *node)
{
    struct ways *ways = node->ways;
    if (ways->asleep_count == BRANCHES_MAX)
        return false;
    struct footprint *done = &ways->done[ways->done_count++];
    *done = node->footprint;
    ways->asleep[ways->asleep_count++] = (struct sleeper){node->taken, done};
    return true;
}

bool classes_next(void)
{
    if (footprint_unknown)
        return false;
    for (unsigned i = path.depth; i-- > 0;) {
        struct node *node = &path.nodes[i];
        if (!node_leave(node)) {
            footprint_unknown = crowd;
            return false;
        }
        if (branch_next(node)) {
            prefix = i + 1;
            classes_ready();
            return true;
        }
        ended += some_slept(node);
        doubtful |= is_doubtful(node);
        if (endless(node)) {
            prefix = astray = i;
            classes_ready();
            return true;
        }
    }
    if (doubtful)
        footprint_unknown = FOOTPRINT_POLLS;
    return false;
}

unsigned long classes_count(void)
{
    return count;
}

const char *classes_given_up(void)
{
    return footprint_unknown;
}

const struct strategy strategy_classes = {.name = "classes",
                                          .choose = classes_choose,
                                          .arrive = classes_arrive,
                                          .step = classes_step,
                                          .end = classes_end};
