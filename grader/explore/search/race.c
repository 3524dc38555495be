/*
 * Races of the schedule that was run; see classes.c.
 *
 * The one idea: where two steps race, so that another order of them may come
 * out otherwise, a thread that may lead to that order is to be tried where the
 * first of the two was taken.
 */
#include "explore/search/class_path.h"

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
    return footprints_race(&first->footprint, later->footprint) ||
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
    for (const struct node *node = first + 1; node < path.nodes + later->at;
         node++) {
        unsigned thread = node->taken.thread;
        if (before(first, &node->clock))
            continue;
        if (footprints_order(&node->footprint, later->footprint))
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
        struct node *first = &path.nodes[i];
        if (first->taken.thread == later->branch.thread ||
            before(first, &covered) || !races(first, later))
            continue;
        if (race_reverse(first, later) &&
            footprints_order(&first->footprint, later->footprint))
            clock_join(&covered, &first->clock);
    }
}

/* What comes before a step in any order: two other steps, from 1; 0: none. */
static struct clock clock_before(unsigned own, unsigned after)
{
    struct clock clock = {{0}};
    if (own)
        clock_join(&clock, &path.nodes[own - 1].clock);
    if (after)
        clock_join(&clock, &path.nodes[after - 1].clock);
    return clock;
}

void races_of_step(unsigned at)
{
    const struct node *node = &path.nodes[at];
    const struct later later = {
        .at = at,
        .branch = node->taken,
        .footprint = &node->footprint,
        .wishes = node->wishes,
        .before = clock_before(node->own, node->after),
    };
    if (!node->gathers)
        races_find(&later);
}

/* A thread that is still about to do something: that could have come earlier.
 */
void races_of_pending(const struct thread *thread)
{
    footprint_begin(thread, OUTCOME_NORMAL);
    const struct footprint announced = footprint;
    const struct later later = {
        .at = path.depth,
        .branch = {(uint16_t)thread->id, OUTCOME_NORMAL, 0},
        .footprint = &announced,
        .wishes = footprint_wishes(thread),
        .pending = true,
        .before = clock_before(path.last_of[thread->id], 0),
    };
    races_find(&later);
}
