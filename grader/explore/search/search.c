/* The order of the search; see search.h. */
#include "explore/search/search.h"

#include <string.h>

#include "explore/model/atomics.h"
#include "explore/search/classes.h"
#include "explore/search/openings.h"
#include "explore/search/recheck.h"
#include "explore/search/strategies.h"

/* How far into the budget each part of the search may get, as divisors: few
 * preemptions, and the classes. More preemptions leave a share for samples.
 * Where not even the schedules without a preemption can be run, because many
 * threads can start in many orders, samples are worth more. */
enum {
    FIRST_BOUND_SHARE = 8,
    CROWDED_SHARE = 100,
    CROWD = 8,
    CLASSES_SHARE = 2,
    SAMPLES_SHARE = 4
};

/* What a proof that comes before all else may cost. The other schedules must
 * have their time, too, on a machine that is slow. */
enum { PROOF_EFFORT = 1000000 };

/* What a trial's proof may cost where spurious wakeups and timeouts come twice.
 * It takes two to ten times as many schedules as the one before: where that had
 * many, it would not end. */
enum { TWICE_FROM = 1500, TWICE_SCHEDULES = 5000, TWICE_EFFORT = 1000000 };

/* The preemptions that come before the classes, and the schedules at most. */
enum { BOUND_SHORT = 2, SHORT_SCHEDULES = 2500 };

/* Steps of the shortest beginnings, and how many times as many the next ones
 * have. The first are so short that patience plays no part in them. */
enum { BEGINNING_FIRST = 250, BEGINNING_GROWS = 4, APART = 1 << 20 };

/* Who goes on for so many steps may go on for ever. */
enum { OPENING_STEPS = BEGINNING_FIRST * BEGINNING_GROWS };

static bool is_only(const struct search *search, const char *strategy)
{
    return search->only && strcmp(search->only, strategy) == 0;
}

/* One of the search's own schedules, which may be run once more later. */
static bool search_next(const struct search *search,
                        const struct strategy *strategy,
                        struct search_result *result)
{
    if (search->progress)
        search->progress(result, strategy, (unsigned)(result->bound + 1));
    bool found = search_try(search, strategy, result);
    if (!search->wanted && schedule.ending != ENDING_KNOWN)
        recheck_keep(result);
    if (schedule.ending == ENDING_CUT && search->limits.steps >= OPENING_STEPS)
        opening_keep();
    if (search->after_each && result->schedules > 1)
        search->after_each();
    result->weak_late |= atomics_late();
    return found;
}

bool search_sees_older(const struct search *search)
{
    return search->rc11 && atomics_weak();
}

static bool search_stopped(const struct search *search,
                           struct search_result *result)
{
    if (search->stop &&
        atomic_load_explicit(search->stop, memory_order_relaxed))
        result->stopped = true;
    return result->stopped;
}

/* What a part of the search may use, counted from where it began. */
struct part {
    unsigned long schedules_from, schedules;
    unsigned long long effort_from, effort;
    bool until_cut; /* it is over once a schedule was too long */
};

/* @return A part of what is left: all of it, or one of so many equal shares. */
static struct part part_begin(const struct search *search,
                              const struct search_result *result,
                              unsigned shares)
{
    unsigned long schedules = 0;
    unsigned long long effort = ~0ull;
    if (result->schedules < search->budget)
        schedules = search->budget - result->schedules;
    if (search->steps > 0)
        effort =
            result->effort < search->steps ? search->steps - result->effort : 0;
    return (struct part){
        .schedules_from = result->schedules,
        .schedules = (schedules + shares - 1) / shares,
        .effort_from = result->effort,
        .effort = effort / shares,
    };
}

/* Both budgets are shared alike: long schedules must not use up, as steps, what
 * others have as schedules. */
static struct part part_share(const struct part *part, unsigned divisor)
{
    struct part share = *part;
    share.schedules /= divisor;
    share.effort /= divisor;
    return share;
}

static bool part_lasts(const struct search *search, const struct part *part,
                       struct search_result *result)
{
    return !search_stopped(search, result) && !result->weak_late &&
           result->schedules - part->schedules_from < part->schedules &&
           result->effort - part->effort_from < part->effort &&
           !(part->until_cut && result->cut > 0);
}

/* @return Whether all schedules at this bound were run. */
static bool bound_run(const struct search *search, unsigned bound,
                      const struct part *part, struct search_result *result)
{
    unsigned long before = result->schedules;
    dfs_begin(bound);
    do {
        if (!part_lasts(search, part, result))
            return false;
        result->dfs_schedules++;
        if (search_next(search, &strategy_dfs, result))
            return false;
        result->diverged |= dfs_diverged();
    } while (dfs_next());
    if (part->until_cut && result->cut > 0)
        return false;
    result->bound = (int)bound;
    result->bound_older = search->limits.older;
    result->bound_schedules = result->schedules - before;
    if (bound < BOUNDS_TOLD)
        result->at_bound[bound] = result->bound_schedules;
    return true;
}

/* No schedule is left. @return Whether that means that all was seen. */
static bool exhausted_note(struct search_result *result)
{
    result->exhausted = result->cut == 0 && !result->diverged;
    return result->exhausted;
}

/* @return Whether one schedule of each class was run, and none was cut. */
static bool classes_search(const struct search *search, const struct part *part,
                           struct search_result *result)
{
    struct search on = *search;
    on.limits.awaits = true;
    on.limits.older = search_sees_older(search);
    classes_begin();
    do {
        if (!part_lasts(search, part, result))
            return false;
        result->class_schedules++;
        if (search_next(&on, &strategy_classes, result))
            return false;
    } while (classes_next());
    result->not_reduced = classes_given_up();
    if (result->not_reduced)
        return false;
    result->classes = classes_count();
    return exhausted_note(result);
}

/* The same where schedules have been cut before. By default a thread keeps its
 * turn, so one that polls under a lock goes on and on; the reduced search knows
 * it, and lets others on. What it saw to the end has no longer schedules. */
static bool classes_run(const struct search *search, const struct part *part,
                        struct search_result *result)
{
    const unsigned long cut = result->cut;
    result->cut = 0;
    bool done = classes_search(search, part, result);
    if (!done)
        result->cut += cut;
    return done;
}

/* How far into the budget schedules with at most so many preemptions may get.
 */
static struct part bound_part(const struct search *search, unsigned bound,
                              const struct part *whole,
                              const struct search_result *result)
{
    if (search->only)
        return *whole;
    if (bound == 0 && result->most_threads > CROWD)
        return part_share(whole, CROWDED_SHARE);
    struct part part = part_share(whole, FIRST_BOUND_SHARE);
    if (part.schedules > SHORT_SCHEDULES)
        part.schedules = SHORT_SCHEDULES;
    if (result->class_schedules > 0) {
        part.schedules = whole->schedules - whole->schedules / SAMPLES_SHARE;
        part.effort = whole->effort - whole->effort / SAMPLES_SHARE;
    }
    return part;
}

/* Runs them with half of the whole, or beside it with a budget of their own.
 * @return As classes_run(). */
static bool classes_part_run(const struct search *search, struct part *whole,
                             struct search_result *result)
{
    if (search->class_budget == 0) {
        struct part half = part_share(whole, CLASSES_SHARE);
        return classes_run(search, &half, result);
    }
    const struct part own = {.schedules_from = result->schedules,
                             .schedules = search->class_budget,
                             .effort_from = result->effort,
                             .effort = whole->effort,
                             .until_cut = whole->until_cut};
    bool done = classes_run(search, &own, result);
    whole->schedules_from += result->schedules - own.schedules_from;
    whole->effort_from += result->effort - own.effort_from;
    return done;
}

/* Few preemptions first: they give what is short and easy to read. Then each
 * class of schedules. Where those can't be told or are too many, more
 * preemptions. */
static void depth_first(const struct search *search, struct part *whole,
                        struct search_result *result)
{
    unsigned highest = search->highest_bound ? search->highest_bound : ~0u;
    bool reduces = !search->only;
    struct search on = *search;
    on.limits.older = !reduces && search_sees_older(search);
    for (unsigned bound = 0; bound <= highest;) {
        struct part part = bound_part(search, bound, whole, result);
        bool done = bound_run(&on, bound, &part, result);
        bool all = done && !dfs_pruned();
        if (all && on.limits.older == search_sees_older(search)) {
            exhausted_note(result);
            return;
        }
        if (result->found || (!done && !reduces))
            return;
        if (reduces &&
            (!done || all || bound == BOUND_SHORT || bound == highest)) {
            reduces = false;
            if (classes_part_run(search, whole, result) || result->found ||
                (!done && bound == 0))
                return;
            /* From here on they may see older values, too. */
            on.limits.older = search_sees_older(search);
            if (on.limits.older) {
                bound = 0;
                continue;
            }
        }
        bound += done;
    }
}

enum { SAMPLERS = 4 };

static const struct strategy *sampler_begin(unsigned which, uint64_t seed,
                                            unsigned long length)
{
    switch (which) {
    case 0:
        pos_begin(seed);
        return &strategy_pos;
    case 1:
        pct_begin(seed, 2, length);
        return &strategy_pct2;
    case 2:
        surw_begin(seed);
        return &strategy_surw;
    default:
        pct_begin(seed, 3, length);
        return &strategy_pct3;
    }
}

bool strategy_known(const char *name)
{
    static const char *const names[] = {"dfs",  "pos",  "pct2",  "pct3",
                                        "surw", "walk", "plain", "classes"};
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool sampler_wanted(const char *only, const struct strategy *strategy)
{
    return !only || strcmp(only, strategy->name) == 0;
}

static void sample(const struct search *search, const struct part *part,
                   struct search_result *result)
{
    uint64_t seed = search->seed * 0x100000001b3u + result->beginnings * APART;
    unsigned long length = result->longest < search->limits.steps
                               ? result->longest
                               : search->limits.steps;
    struct search on = *search;
    on.limits.older = search_sees_older(search);
    for (unsigned i = 0; part_lasts(search, part, result); i++) {
        const struct strategy *strategy =
            sampler_begin(i % SAMPLERS, seed + i, length);
        if (is_only(search, "walk")) {
            walk_begin(seed + i);
            strategy = &strategy_walk;
        }
        if (!sampler_wanted(search->only, strategy))
            continue;
        result->random_schedules++;
        if (search_next(&on, strategy, result))
            return;
    }
}

/* Was there an occasion for what twice may come of more than once, and is there
 * hope to see all of that? */
static bool twice_matters(const struct search *search,
                          const struct search_result *result)
{
    if (search->class_budget && result->class_schedules > TWICE_FROM)
        return false;
    return (search->limits.spurious &&
            result->offered & 1u << OUTCOME_SPURIOUS) ||
           (search->limits.timeouts && result->offered & 1u << OUTCOME_TIMEOUT);
}

/* A budget of its own, or what is left of the one that there is. */
static struct part twice_part(const struct search *search,
                              const struct search_result *result)
{
    struct part part = part_begin(search, result, 1);
    if (search->class_budget) {
        part.schedules = TWICE_SCHEDULES;
        part.effort = TWICE_EFFORT;
    }
    return part;
}

/* After a proof, the same with two spurious wakeups and two timeouts in a
 * schedule. If not all of it is seen, the proof stays what it was. */
static void twice_run(const struct search *search, struct search_result *result)
{
    struct search on = *search;
    const struct search_result proof = *result;
    const struct part part = twice_part(search, result);
    on.limits.spurious = search->limits.spurious ? TWICE : 0;
    on.limits.timeouts = search->limits.timeouts ? TWICE : 0;
    result->class_schedules = 0;
    result->exhausted = false;
    result->twice = classes_run(&on, &part, result);
    if (result->twice || result->found)
        return;
    result->classes = proof.classes;
    result->class_schedules = proof.class_schedules;
    result->not_reduced = proof.not_reduced;
    result->stopped = proof.stopped;
    result->cut = proof.cut;
    result->exhausted = true;
}

static void part_run(const struct search *search, const struct part *part,
                     struct search_result *result)
{
    struct part whole = *part;
    if (!search->only || is_only(search, "dfs"))
        depth_first(search, &whole, result);
    if (is_only(search, "classes"))
        classes_run(search, part, result);
    if (result->exhausted && !search->only && !search->wanted &&
        twice_matters(search, result))
        twice_run(search, result);
    if (!result->found && !result->exhausted && !is_only(search, "dfs") &&
        !is_only(search, "classes") && !is_only(search, "plain"))
        sample(search, &whole, result);
}

/* What was learnt of whole schedules means little for their beginnings. */
static void beginning_run(const struct search *search, const struct part *part,
                          struct search_result *result)
{
    struct beginning *told = &result->beginning[result->beginnings++];
    result->bound = -1;
    result->bound_schedules = 0;
    surw_forget();
    if (!search_next(search, &strategy_learn, result))
        part_run(search, part, result);
    *told = (struct beginning){.steps = search->limits.steps,
                               .bound = result->bound,
                               .schedules = result->bound_schedules};
    for (unsigned i = 0; i < BOUNDS_TOLD; i++)
        result->at_bound[i] = 0;
    result->bound = -1;
    result->bound_schedules = 0;
}

/* A program that goes on and on is searched in beginnings of its schedules,
 * the short ones first. Where none is cut any more, longer ones are no others,
 * and what is left is theirs. */
static void beginnings_run(const struct search *search,
                           struct search_result *result)
{
    struct search on = *search;
    unsigned shares = BEGINNINGS;
    on.limits.patience = PATIENCE;
    on.limits.must_end = false;
    on.limits.steps = BEGINNING_FIRST;
    result->dfs_schedules = result->random_schedules = 0;
    for (unsigned i = BOUNDS_TOLD; i-- > 0;)
        result->at_bound[i] = 0;
    while (shares > 0 && !result->found) {
        unsigned long cut = result->cut;
        if (on.limits.steps > search->limits.steps)
            on.limits.steps = search->limits.steps;
        if (on.limits.steps == search->limits.steps)
            shares = 1;
        struct part part = part_begin(search, result, shares);
        if (!part_lasts(search, &part, result))
            return;
        beginning_run(&on, &part, result);
        if (on.limits.steps == search->limits.steps)
            return;
        shares = result->cut == cut && shares > 2 ? 1 : shares - 1;
        on.limits.steps *= BEGINNING_GROWS;
    }
}

/* @return Whether what must end does not, though each thread has its turn. */
static bool endless(const struct search *search, struct search_result *result)
{
    struct search on = *search;
    on.limits.patience = PATIENCE;
    return on.limits.must_end && search_next(&on, &strategy_plain, result);
}

/* The same for all clients of a contract of which a schedule was cut. */
static void openings_run(const struct search *search,
                         struct search_result *result)
{
    struct search on = *search;
    on.limits.patience = PATIENCE;
    while (on.limits.must_end && !result->found &&
           !search_stopped(search, result) && opening_next())
        search_next(&on, &strategy_replay, result);
}

/* The plain run, with which each search begins. @return Whether it found. */
static bool first_run(const struct search *search, struct search_result *result)
{
    bool found = search_next(search, &strategy_learn, result);
    if (search->after_first)
        search->after_first();
    return found;
}

static void search_all(const struct search *search,
                       struct search_result *result)
{
    struct part whole = part_begin(search, result, 1);
    whole.until_cut = true;
    if (first_run(search, result))
        return;
    part_run(search, &whole, result);
    if (result->cut > 0 && !result->found && !search_stopped(search, result) &&
        !is_only(search, "plain") && !endless(search, result))
        beginnings_run(search, result);
    openings_run(search, result);
    if (!result->found && !search->wanted && !search->only && !result->stopped)
        recheck_run(search, result);
}

static void search_begin(const struct search *search,
                         struct search_result *result)
{
    struct decision *room = result->decisions;
    *result = (struct search_result){.bound = -1, .decisions = room};
    surw_forget();
    openings_forget();
    recheck_forget();
    if (!search->wanted)
        late_forget();
}

/* Each class, and then what a search without a finding rests on.
 * @return Whether nothing else need be run. */
static bool proved(const struct search *search, struct search_result *result)
{
    struct part part = part_begin(search, result, 1);
    part.schedules = search->class_budget;
    part.until_cut = true;
    if (part.effort > PROOF_EFFORT)
        part.effort = PROOF_EFFORT;
    if (classes_run(search, &part, result)) {
        if (twice_matters(search, result))
            twice_run(search, result);
        if (!result->found)
            recheck_run(search, result);
        late_tell(result);
    }
    /* ThreadSanitizer reports a race once: it stays what was found. */
    if (result->found)
        return result->finding.raced;
    return result->exhausted && (result->reached || !search->needs_reach);
}

/* A proof that has a budget of its own comes first, as far as it costs little:
 * nothing else need be run then. What stands in its way is looked for anew,
 * from few preemptions on, which give what is short and easy to read. With
 * older values even these come first without them, for the same reason. */
static bool proof_run(const struct search *search, struct search_result *result)
{
    if (search->class_budget == 0 || search->only || search->wanted)
        return false;
    search_begin(search, result);
    return first_run(search, result) ||
           (!search_sees_older(search) && proved(search, result));
}

void search_run(const struct search *search, struct search_result *result)
{
    unsigned long schedules = 0;
    if (proof_run(search, result))
        return;
    do {
        search_begin(search, result);
        result->schedules = schedules;
        search_all(search, result);
        schedules = result->schedules;
    } while (result->weak_late && !result->found);
    if (!search->wanted)
        late_tell(result);
}
