/*
 * Shrinks the schedule of a finding; see minimise.h.
 *
 * The one idea: try to leave out one context switch at a time, by dropping a
 * stretch of steps, by moving a thread's next stretch up to the one before or
 * by exchanging two neighbours, and keep what still gives the finding. Every
 * try is a schedule of its own, so what is shown at the end has really
 * happened.
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
    DEMONSTRATION = 3000,           /* schedules for showing a race */
    DEMONSTRATION_STEPS = 20000000, /* and their scheduling points */
};

static struct guide best, trial, done;
static struct decision *kept;
static unsigned long kept_count;
static unsigned long best_switches;
static unsigned best_special;
static uint64_t best_print;
static unsigned tries_left;

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
    best_print = schedule.print;
    kept_count = schedule.decision_count;
    for (unsigned long i = 0; i < kept_count; i++)
        kept[i] = schedule.decisions[i];
}

/* @return Whether `trial` does it with fewer switches, or with fewer moves that
 * nobody can count on; then it is kept. */
static bool trial_better(const struct search *search,
                         const struct finding *goal)
{
    if (tries_left == 0)
        return false;
    tries_left--;
    if (!repeat(search, &trial, goal) || schedule.switches > best_switches ||
        (schedule.switches == best_switches &&
         special_count(&done) >= best_special))
        return false;
    keep();
    return true;
}

/* Leaves the stretch out: its thread makes up for it later. */
static void drop(unsigned at)
{
    guide_copy(&trial, &best);
    trial.stretches[at].steps = 0;
}

/* Moves the thread's next stretch up to this one. @return Is there one? */
static bool join(unsigned at)
{
    guide_copy(&trial, &best);
    for (unsigned i = at + 1; i < trial.count; i++) {
        if (trial.stretches[i].thread != trial.stretches[at].thread ||
            trial.stretches[i].outcome != OUTCOME_NORMAL)
            continue;
        trial.stretches[at].steps += trial.stretches[i].steps;
        trial.stretches[i].steps = 0;
        return true;
    }
    return false;
}

/* Moves this stretch down to the thread's next one. */
static bool defer(unsigned at)
{
    guide_copy(&trial, &best);
    for (unsigned i = at + 1; i < trial.count; i++) {
        if (trial.stretches[i].thread != trial.stretches[at].thread ||
            trial.stretches[i].outcome != OUTCOME_NORMAL)
            continue;
        trial.stretches[i].steps += trial.stretches[at].steps;
        trial.stretches[at].steps = 0;
        return true;
    }
    return false;
}

/* Lets the next stretch go first. @return Is there one? */
static bool swap(unsigned at)
{
    if (at + 1 >= best.count)
        return false;
    guide_copy(&trial, &best);
    trial.stretches[at] = best.stretches[at + 1];
    trial.stretches[at + 1] = best.stretches[at];
    return true;
}

static bool improve(const struct search *search, const struct finding *goal)
{
    for (unsigned at = 0; at < best.count; at++) {
        bool normal = best.stretches[at].outcome == OUTCOME_NORMAL;
        if (normal && join(at) && trial_better(search, goal))
            return true;
        if (normal && defer(at) && trial_better(search, goal))
            return true;
        drop(at);
        if (trial_better(search, goal))
            return true;
        if (normal && swap(at) && trial_better(search, goal))
            return true;
    }
    return false;
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
    struct minimal minimal = as_found(search, result);
    struct finding goal = result->finding;
    tries_left = TRIES;
    replay_begin(result->decisions, result->decision_count);
    if (!repeat(search, NULL, &goal))
        return minimal;
    keep();
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
    return finding.kind != FINDING_NONE && finding.kind != FINDING_RACE;
}

static bool both_due(void)
{
    return collision.seen;
}

/* Looks for a schedule that shows the race. @return Whether there was one. */
static bool demonstrate(struct search *search, struct search_result *shown)
{
    search->limits.memory_points = true;
    search->budget = DEMONSTRATION;
    search->steps = DEMONSTRATION_STEPS;
    search->highest_bound = 2;
    search->only = NULL;
    search->wanted = harm_done;
    search->after_first = NULL;
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
    struct search found = *search, demonstration = *search;
    struct minimal minimal;
    found.limits = result->limits;
    if (result->finding.kind != FINDING_RACE)
        return shrink(&found, result);
    if (demonstrate(&demonstration, &shown)) {
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
