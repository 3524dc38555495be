/*
 * Shrinks the schedule of a finding; see minimise.h.
 *
 * The one idea: try to leave out one context switch at a time, by dropping a
 * stretch of steps, by putting two of a thread's stretches together or by
 * exchanging two neighbours, and keep what still gives the finding. Every try
 * is a schedule of its own, so what is shown at the end has really happened.
 * But no change of a long schedule leads to the short one in which a loop goes
 * wrong in its first round, so that one is looked for by a search.
 *
 * A race is shown by what it does. ThreadSanitizer found it between
 * synchronization calls; now memory accesses are scheduling points, and the
 * search is for a schedule in which something visible goes wrong, or else for
 * the moment when both accesses are due.
 */
#include "explore/search/minimise.h"

#include "explore/ground/capacity.h"
#include "explore/ground/pages.h"
#include "explore/model/memory.h"
#include "explore/search/guide.h"
#include "explore/search/strategies.h"

enum {
    TRIES = 2000,
    EFFORT = 3000000, /* of all tries; see schedule.effort */
    SHORT = 64,       /* a schedule of so many steps is short */
    SHORTER = 400,    /* schedules of one length, for a shorter one */
    SHORTER_STEPS = 100000,
    DEMONSTRATION = 3000,          /* schedules for showing a race */
    DEMONSTRATION_STEPS = 1500000, /* and their effort */
};

static struct guide best, trial, done;
static struct decision *kept;
static unsigned long kept_count;
static unsigned long best_switches, best_steps, best_preemptions;
static unsigned best_special;
static uint64_t best_print;
static unsigned tries_left;
static unsigned long effort_left;

static void guides_setup(void)
{
    if (best.stretches)
        return;
    best.stretches = pages_map(STRETCHES_MAX * sizeof *best.stretches);
    trial.stretches = pages_map(STRETCHES_MAX * sizeof *trial.stretches);
    done.stretches = pages_map(STRETCHES_MAX * sizeof *done.stretches);
    kept = pages_map(DECISIONS_MAX * sizeof *kept);
}

static void guide_copy(struct guide *to, const struct guide *from)
{
    to->count = from->count;
    to->overflow = from->overflow;
    for (unsigned i = 0; i < from->count; i++)
        to->stretches[i] = from->stretches[i];
}

/* Runs the schedule that `guide` describes (NULL: the recorded decisions).
 * @return Whether the finding was the same. */
static bool repeat(const struct search *search, struct guide *guide,
                   const struct finding *goal)
{
    static struct search_result ignored;
    guide_follow(guide, &done);
    search_once(search, &strategy_guide, &ignored);
    if (done.overflow)
        return false;
    return search->wanted ? search->wanted() && (goal->kind == FINDING_RACE ||
                                                 finding_same(&finding, goal))
                          : finding_same(&finding, goal);
}

/* How many ways out of a wait the schedule takes that nobody can count on. */
static unsigned special_count(const struct guide *guide)
{
    unsigned count = 0;
    for (unsigned i = 0; i < guide->count; i++)
        count += guide->stretches[i].outcome != OUTCOME_NORMAL;
    return count;
}

static void keep(void)
{
    guide_copy(&best, &done);
    best_special = special_count(&best);
    best_switches = schedule.switches;
    best_steps = schedule.steps;
    best_preemptions = schedule.preemptions;
    best_print = schedule.print;
    kept_count = schedule.decision_count;
    for (unsigned long i = 0; i < kept_count; i++)
        kept[i] = schedule.decisions[i];
}

static bool tries_last(void)
{
    return tries_left > 0 && effort_left > 0;
}

/* @return Whether `trial` does it with fewer switches; or with as many, no more
 * preemptions, and either fewer moves that nobody can count on or as many of
 * those and fewer steps. Then it is kept. */
static bool trial_better(const struct search *search,
                         const struct finding *goal)
{
    if (!tries_last())
        return false;
    tries_left--;
    bool same = repeat(search, &trial, goal);
    effort_left -=
        schedule.effort < effort_left ? schedule.effort : effort_left;
    unsigned special = special_count(&done);
    bool less = special < best_special ||
                (special == best_special && schedule.steps < best_steps);
    if (!same || schedule.switches > best_switches ||
        (schedule.switches == best_switches &&
         (!less || schedule.preemptions > best_preemptions)))
        return false;
    keep();
    return true;
}

/* Leaves the stretch out: its thread makes up for it later. */
static bool drop(unsigned at)
{
    guide_copy(&trial, &best);
    trial.stretches[at].steps = 0;
    return true;
}

/* Puts the stretch together with its thread's next one, at the place of the one
 * or of the other. @return Is there one? */
static bool join(unsigned at, bool early)
{
    guide_copy(&trial, &best);
    struct stretch *one = &trial.stretches[at];
    if (one->outcome != OUTCOME_NORMAL)
        return false;
    for (unsigned i = at + 1; i < trial.count; i++) {
        struct stretch *next = &trial.stretches[i];
        if (next->thread != one->thread || next->outcome != OUTCOME_NORMAL)
            continue;
        unsigned long steps = one->steps + next->steps;
        one->steps = early ? steps : 0;
        next->steps = early ? 0 : steps;
        return true;
    }
    return false;
}

static bool join_early(unsigned at)
{
    return join(at, true);
}

static bool join_late(unsigned at)
{
    return join(at, false);
}

/* Lets the next stretch go first. @return Is there one? */
static bool swap(unsigned at)
{
    if (at + 1 >= best.count || best.stretches[at].outcome != OUTCOME_NORMAL)
        return false;
    guide_copy(&trial, &best);
    trial.stretches[at] = best.stretches[at + 1];
    trial.stretches[at + 1] = best.stretches[at];
    return true;
}

/* Keeps only what the beginning of the list says; the rest is the default. */
static bool cut(unsigned at)
{
    guide_copy(&trial, &best);
    trial.count = at;
    return true;
}

/* @return Whether anything became better. */
static bool improve(const struct search *search, const struct finding *goal)
{
    static bool (*const changes[])(unsigned at) = {join_early, join_late, drop,
                                                   swap};
    bool better = false;
    for (unsigned at = 0; at < best.count && tries_last(); at++) {
        for (unsigned i = 0; i < sizeof changes / sizeof changes[0]; i++) {
            if (at >= best.count || !changes[i](at) ||
                !trial_better(search, goal))
                continue;
            better = true;
            i = -1u; /* all of them once more */
        }
    }
    return better;
}

/* Most of a list of a thousand turns may say nothing. */
static void cut_short(const struct search *search, const struct finding *goal)
{
    for (unsigned at = 0; at < best.count && tries_last(); at = 2 * at + 1)
        if (cut(at) && trial_better(search, goal))
            return;
}

/* @return A search for something else, of @p budget schedules, by whatever
 * strategy. What is done between schedules is not its business. */
static struct search aside(const struct search *search, bool (*wanted)(void),
                           unsigned long budget)
{
    struct search on = *search;
    on.wanted = wanted;
    on.budget = budget;
    on.only = NULL;
    on.after_first = on.after_each = NULL;
    return on;
}

/* What is asked of a shorter schedule. */
static struct finding wanted_finding;
static bool (*wanted_before)(void);

static bool same_met(void)
{
    if (wanted_before && !wanted_before())
        return false;
    return wanted_finding.kind == FINDING_RACE ||
           finding_same(&finding, &wanted_finding);
}

/* What took long to come may come soon in another schedule: looks for one that
 * is much shorter. @return It, or @p result. */
static const struct search_result *shorter(struct search *search,
                                           const struct search_result *result)
{
    static struct search_result found;
    struct search on = aside(search, same_met, SHORTER);
    wanted_finding = result->finding;
    wanted_before = search->wanted;
    on.limits.must_end = false;
    for (unsigned long steps = SHORT; steps < result->length / 2; steps *= 4) {
        on.limits.steps = steps;
        on.steps = SHORTER_STEPS;
        search_run(&on, &found);
        if (!found.found)
            continue;
        search->limits = found.limits;
        return &found;
    }
    return result;
}

static struct minimal as_found(const struct search *search,
                               const struct search_result *result)
{
    return (struct minimal){.search = *search,
                            .decisions = result->decisions,
                            .count = result->decision_count,
                            .print = result->print};
}

static struct minimal shrink(const struct search *search,
                             const struct search_result *result)
{
    guides_setup();
    struct search on = *search;
    result = shorter(&on, result);
    search = &on;
    struct minimal minimal = as_found(search, result);
    struct finding goal = result->finding;
    tries_left = TRIES;
    effort_left = EFFORT;
    replay_begin(result->decisions, result->decision_count);
    if (!repeat(search, NULL, &goal))
        return minimal;
    keep();
    cut_short(search, &goal);
    while (improve(search, &goal))
        continue;
    minimal.decisions = kept;
    minimal.count = kept_count;
    minimal.print = best_print;
    minimal.minimised = true;
    return minimal;
}

static bool harm_done(void)
{
    return finding.kind != FINDING_NONE && finding.kind != FINDING_RACE &&
           !finding.late;
}

static bool both_due(void)
{
    return collision.seen;
}

/* Looks for a schedule that shows the race. @return Whether there was one. */
static bool demonstrate(struct search *search, struct search_result *shown)
{
    search->limits.memory_points = true;
    search->steps = DEMONSTRATION_STEPS;
    search->highest_bound = 2;
    search_run(search, shown);
    if (shown->found)
        return true;
    search->wanted = both_due;
    search->limits.until_due = true;
    search_run(search, shown);
    return shown->found;
}

struct minimal minimise(const struct search *search,
                        const struct search_result *result)
{
    static struct search_result shown;
    struct search found = *search;
    struct search demonstration = aside(search, harm_done, DEMONSTRATION);
    struct minimal minimal;
    found.limits = result->limits;
    demonstration.limits.spurious = result->limits.spurious;
    demonstration.limits.timeouts = result->limits.timeouts;
    /* What comes without older values is shown without. */
    found.rc11 = demonstration.rc11 = result->limits.older;
    if (result->finding.kind == FINDING_ENDLESS)
        return as_found(&found, result); /* by default moves alone */
    if (result->finding.kind != FINDING_RACE)
        return shrink(&found, result);
    if (demonstrate(&demonstration, &shown)) {
        demonstration.limits = shown.limits;
        minimal = shrink(&demonstration, &shown);
    } else if (result->collision.seen) {
        found.wanted = both_due;
        found.limits.until_due = true;
        minimal = shrink(&found, result);
    } else {
        minimal = as_found(&found, result);
    }
    minimal.raced = true;
    return minimal;
}
