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

#include "explore/core/footprint.h"
#include "explore/ground/pages.h"

enum {
    STEPS_MAX = 3000,   /* of a schedule */
    CLASS_THREADS = 64, /* a bit of a word each */
    BRANCHES_MAX = 96,  /* moves at one point, asleep or tried ones */
};

static const char crowd[] = "has many threads";
static const char differs[] = "does not do the same each time";

/* A move, as it is known from one schedule to the next. */
struct branch {
    uint16_t thread;
    uint16_t outcome;
};

/* One that sleeps, and what it did when it was tried. */
struct sleeper {
    struct branch branch;
    const struct footprint *footprint;
};

/* How many steps of each thread happen before a step, itself among them. */
struct clock {
    uint16_t steps[CLASS_THREADS];
};

/* A step of the schedule, and what else was possible there. */
struct node {
    struct branch taken;
    uint16_t nth;    /* step of its thread, from 1 */
    unsigned own;    /* the step of its thread before, from 1; 0: none */
    unsigned wishes; /* outcomes it might have had that cost something */
    unsigned after; /* the step that must come before, from 1: the making or the
                       end of a thread; 0: none */
    uint64_t enabled; /* threads that had a move */
    uint64_t tried;   /* threads to be tried here */
    struct clock clock;
    struct footprint footprint;
    struct ways *ways;
};

/* All that could be done at a step. */
struct ways {
    struct branch moves[BRANCHES_MAX];
    struct sleeper asleep[BRANCHES_MAX];
    struct footprint done[BRANCHES_MAX]; /* of moves that were tried here */
    unsigned move_count, asleep_count, done_count;
};

void (*classes_look)(void);

static struct node *nodes;
static struct ways *ways; /* of each node */
static unsigned depth;    /* steps of the schedule that runs */
static unsigned prefix;   /* of them, those that were chosen before it began */
static bool here;         /* the node at `depth` is made */
static unsigned
    last_of[CLASS_THREADS]; /* latest step of each, from 1; 0: none */
static unsigned long count;

/* ---- While a schedule runs ---- */

static bool branch_same(struct branch a, struct branch b)
{
    return a.thread == b.thread && a.outcome == b.outcome;
}

static struct branch branch_of(const struct move *move)
{
    return (struct branch){(uint16_t)move->thread->id, (uint16_t)move->outcome};
}

static uint64_t bit(unsigned thread)
{
    return (uint64_t)1 << thread;
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
            !footprints_meet(sleeper->footprint, &before->footprint))
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
    node->enabled = 0;
    node->ways->move_count = choice->count;
    for (unsigned i = 0; i < choice->count; i++) {
        node->ways->moves[i] = branch_of(&choice->moves[i]);
        node->enabled |= bit(node->ways->moves[i].thread);
    }
}

/* A point that no schedule has come to before. */
static void node_make(const struct choice *choice)
{
    if (threads.count > CLASS_THREADS || choice->count > BRANCHES_MAX)
        stop(crowd);
    if (depth == STEPS_MAX)
        stop("takes too many steps");
    struct node *node = &nodes[depth];
    node->ways = &ways[depth];
    moves_note(node, choice);
    node->ways->asleep_count = node->ways->done_count = 0;
    if (depth > 0)
        sleepers_keep(node->ways, &node[-1]);
    node->tried = node->enabled;
    if (!branch_next(node))
        schedule_stop(ENDING_KNOWN);
    node->tried = bit(node->taken.thread);
}

static void clock_join(struct clock *clock, const struct clock *other)
{
    for (unsigned i = 0; i < CLASS_THREADS; i++)
        if (clock->steps[i] < other->steps[i])
            clock->steps[i] = other->steps[i];
}

/* @return The step that made the thread, or that opened the start line for it;
 * from 1. */
static unsigned step_that_made(unsigned thread)
{
    uintptr_t start = (uintptr_t)&threads.all[thread].start;
    for (unsigned i = depth - 1; i-- > 0;) {
        const struct footprint *print = &nodes[i].footprint;
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
    return joins && op->target->id < CLASS_THREADS ? last_of[op->target->id]
                                                   : 0;
}

/* The latest step is complete, and its footprint known: its place among the
 * others. */
static void step_finish(void)
{
    if (depth == 0)
        return;
    if (classes_look)
        classes_look();
    struct node *node = &nodes[depth - 1];
    unsigned thread = node->taken.thread;
    node->footprint = footprint;
    node->own = last_of[thread];
    node->clock = (struct clock){{0}};
    if (node->own)
        node->clock = nodes[node->own - 1].clock;
    else
        node->after = step_that_made(thread);
    node->nth = ++node->clock.steps[thread];
    last_of[thread] = depth;
    for (struct node *before = node; before-- > nodes;) {
        unsigned other = before->taken.thread;
        if (node->clock.steps[other] >= before->nth ||
            !footprints_meet(&before->footprint, &node->footprint))
            continue;
        clock_join(&node->clock, &before->clock);
    }
}

static unsigned move_of(const struct choice *choice, struct branch branch)
{
    for (unsigned i = 0; i < choice->count; i++)
        if (branch_same(branch_of(&choice->moves[i]), branch))
            return i;
    stop(differs);
}

/* A schedule has come to a point. @return The move to take. */
static unsigned classes_choose(const struct choice *choice)
{
    if (footprint_unknown)
        schedule_stop(ENDING_KNOWN);
    step_finish();
    if (depth >= prefix)
        node_make(choice);
    here = true;
    return move_of(choice, nodes[depth].taken);
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
    here = false;
    footprint_begin(taken->thread, taken->outcome);
    /* Time passes because nobody can do anything else. */
    if (taken->outcome == OUTCOME_TIMEOUT && !any_normal(choice))
        footprint_everything();
    nodes[depth].wishes = footprint_wishes(taken->thread);
    nodes[depth].after = step_joined(taken);
    depth++;
}

/* ---- After it ---- */

/* A step that was taken, or that a thread was about to take at the end. */
struct later {
    unsigned at; /* its place in the schedule */
    struct branch branch;
    const struct footprint *footprint;
    unsigned wishes;
    bool pending;        /* it was not taken */
    struct clock before; /* what happens before it without its own races */
};

static bool before(const struct node *a, const struct clock *clock)
{
    return clock->steps[a->taken.thread] >= a->nth;
}

static bool races(const struct node *first, const struct later *later)
{
    return footprints_meet(&first->footprint, later->footprint) ||
           first->footprint.spent & later->wishes ||
           (later->pending && later->wishes);
}

static bool move_possible(const struct node *node, struct branch branch)
{
    for (unsigned i = 0; i < node->ways->move_count; i++)
        if (branch_same(node->ways->moves[i], branch))
            return true;
    return false;
}

/* Those that cost something, too: where the budget was spent before `first`,
 * whoever spent it is still to be turned round. */
static bool all_possible(const struct node *node, const struct later *later)
{
    struct branch branch = later->branch;
    bool possible = move_possible(node, branch);
    for (unsigned i = 0; possible && i < OUTCOME_COUNT; i++) {
        branch.outcome = (uint16_t)i;
        possible = !(later->wishes & 1u << i) || move_possible(node, branch);
    }
    return possible;
}

/* The steps between `first` and `later` that need not come after `first`, and
 * then `later`. Who can begin that? */
struct beginners {
    uint64_t threads;
    bool later_begins;
};

static struct beginners beginners_of(const struct node *first,
                                     const struct later *later)
{
    struct beginners who = {0, false};
    uint16_t earliest[CLASS_THREADS] = {0}; /* first step of each in it */
    bool meets = false;
    for (const struct node *node = first + 1; node < nodes + later->at;
         node++) {
        unsigned thread = node->taken.thread;
        if (before(first, &node->clock))
            continue;
        if (footprints_meet(&node->footprint, later->footprint))
            meets = true;
        if (earliest[thread])
            continue;
        earliest[thread] = node->nth;
        bool begins = true;
        for (unsigned i = 0; begins && i < threads.count; i++)
            begins = i == thread || !earliest[i] ||
                     node->clock.steps[i] < earliest[i];
        if (begins)
            who.threads |= bit(thread);
    }
    if (earliest[later->branch.thread])
        return who;
    bool ordered = meets;
    for (unsigned i = 0; i < threads.count; i++)
        ordered |= earliest[i] && later->before.steps[i] >= earliest[i];
    if (!ordered) {
        who.later_begins = true;
        who.threads |= bit(later->branch.thread);
    }
    return who;
}

/* The other order of the two is to be tried. @return Whether that is all that
 * these two have to do with each other: what happens before `first` comes
 * before `later`, too. */
static bool race_reverse(struct node *first, const struct later *later)
{
    struct beginners who = beginners_of(first, later);
    bool could = first->enabled & bit(later->branch.thread);
    if (who.later_begins && !could)
        return false; /* `first` made it possible */
    if (!(who.threads & first->tried)) {
        uint64_t able = who.threads & first->enabled;
        if (able & bit(later->branch.thread))
            first->tried |= bit(later->branch.thread);
        else if (able)
            first->tried |= able & -able;
        else
            first->tried |= first->enabled;
    }
    return who.later_begins && all_possible(first, later);
}

static void races_find(const struct later *later)
{
    struct clock covered = later->before;
    for (unsigned i = later->at; i-- > 0;) {
        struct node *first = &nodes[i];
        if (first->taken.thread == later->branch.thread ||
            before(first, &covered) || !races(first, later))
            continue;
        if (!race_reverse(first, later))
            continue;
        clock_join(&covered, &first->clock);
    }
}

/* What comes before a step in any order: two other steps, from 1; 0: none. */
static struct clock clock_before(unsigned own, unsigned after)
{
    struct clock clock = {{0}};
    if (own)
        clock_join(&clock, &nodes[own - 1].clock);
    if (after)
        clock_join(&clock, &nodes[after - 1].clock);
    return clock;
}

static void step_races(unsigned at)
{
    const struct node *node = &nodes[at];
    const struct later later = {
        .at = at,
        .branch = node->taken,
        .footprint = &node->footprint,
        .wishes = node->wishes,
        .before = clock_before(node->own, node->after),
    };
    races_find(&later);
}

/* A thread that is still about to do something: that could have come earlier.
 */
static void pending_races(const struct thread *thread)
{
    footprint_begin(thread, OUTCOME_NORMAL);
    const struct footprint announced = footprint;
    const struct later later = {
        .at = depth,
        .branch = {(uint16_t)thread->id, OUTCOME_NORMAL},
        .footprint = &announced,
        .wishes = footprint_wishes(thread),
        .pending = true,
        .before = clock_before(last_of[thread->id], 0),
    };
    races_find(&later);
}

static void schedule_learn(void)
{
    if (footprint_unknown)
        return;
    if (depth < prefix) {
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
    for (unsigned i = prefix ? prefix - 1 : 0; i < depth; i++)
        step_races(i);
    for (unsigned i = 0; i < threads.live_count; i++)
        pending_races(threads.live[i]);
    count += !known;
}

static void classes_end(void)
{
    schedule_learn();
    footprints_on = false;
}

static void classes_ready(void)
{
    depth = 0;
    here = false;
    footprints_on = true;
    memset(last_of, 0, sizeof last_of);
}

void classes_begin(void)
{
    if (!nodes) {
        nodes = pages_map(STEPS_MAX * sizeof *nodes);
        ways = pages_map(STEPS_MAX * sizeof *ways);
    }
    prefix = 0;
    count = 0;
    footprint_unknown = NULL;
    classes_ready();
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
    for (unsigned i = depth; i-- > 0;) {
        struct node *node = &nodes[i];
        if (!node_leave(node)) {
            footprint_unknown = crowd;
            return false;
        }
        if (branch_next(node)) {
            prefix = i + 1;
            classes_ready();
            return true;
        }
    }
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

const struct strategy strategy_classes = {"classes", classes_choose,
                                          classes_step, classes_end};
