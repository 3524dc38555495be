/* The order of the search; see search.h. */
#include "explore/search/search.h"

#include <string.h>

#include "explore/search/recheck.h"
#include "explore/search/strategies.h"

/* How much of the budget the depth-first search may take, as a divisor. Where
 * not even the schedules without a preemption can be run, because many threads
 * can start in many orders, samples are worth more. */
enum { DFS_SHARE = 2, FIRST_BOUND_SHARE = 8, CROWDED_SHARE = 100, CROWD = 8 };

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
    bool found = search_once(search, strategy, result);
    if (!search->wanted)
        recheck_keep(result);
    return found;
}

static bool search_stopped(const struct search *search,
                           struct search_result *result)
{
    if (search->stop &&
        atomic_load_explicit(search->stop, memory_order_relaxed))
        result->stopped = true;
    return result->stopped;
}

static bool budget_left(const struct search *search, unsigned long schedules,
                        struct search_result *result)
{
    return !search_stopped(search, result) && result->schedules < schedules &&
           (search->steps == 0 || result->steps < search->steps);
}

/* @return Whether all schedules at this bound were run. */
static bool bound_run(const struct search *search, unsigned bound,
                      unsigned long limit, struct search_result *result)
{
    unsigned long before = result->schedules;
    dfs_begin(bound);
    do {
        if (!budget_left(search, limit, result))
            return false;
        result->dfs_schedules++;
        if (search_next(search, &strategy_dfs, result))
            return false;
        result->diverged |= dfs_diverged();
    } while (dfs_next());
    result->bound = (int)bound;
    result->bound_schedules = result->schedules - before;
    if (bound < BOUNDS_TOLD)
        result->at_bound[bound] = result->bound_schedules;
    return true;
}

static void depth_first(const struct search *search,
                        struct search_result *result)
{
    unsigned highest = search->highest_bound ? search->highest_bound : ~0u;
    unsigned long share =
        search->only ? search->budget : search->budget / DFS_SHARE;
    for (unsigned bound = 0; bound <= highest; bound++) {
        unsigned long limit = share;
        if (bound == 0 && !search->only)
            limit = search->budget / (result->most_threads > CROWD
                                          ? CROWDED_SHARE
                                          : FIRST_BOUND_SHARE);
        if (!bound_run(search, bound, limit, result))
            return;
        if (!dfs_pruned() && result->cut == 0 && !result->diverged) {
            result->exhausted = true;
            return;
        }
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
    static const char *const names[] = {"dfs",  "pos",  "pct2", "pct3",
                                        "surw", "walk", "plain"};
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool sampler_wanted(const char *only, const struct strategy *strategy)
{
    return !only || strcmp(only, strategy->name) == 0;
}

static void sample(const struct search *search, struct search_result *result)
{
    uint64_t seed = search->seed * 0x100000001b3u;
    for (unsigned i = 0; budget_left(search, search->budget, result); i++) {
        const struct strategy *strategy =
            sampler_begin(i % SAMPLERS, seed + i, result->longest);
        if (is_only(search, "walk")) {
            walk_begin(seed + i);
            strategy = &strategy_walk;
        }
        if (!sampler_wanted(search->only, strategy))
            continue;
        result->random_schedules++;
        if (search_next(search, strategy, result))
            return;
    }
}

void search_run(const struct search *search, struct search_result *result)
{
    struct decision *room = result->decisions;
    *result = (struct search_result){.bound = -1, .decisions = room};
    surw_forget();
    recheck_forget();
    bool found = search_next(search, &strategy_learn, result);
    if (search->after_first)
        search->after_first();
    if (found)
        return;
    if (!search->only || is_only(search, "dfs"))
        depth_first(search, result);
    if (!result->found && !result->exhausted && !is_only(search, "dfs") &&
        !is_only(search, "plain"))
        sample(search, result);
    if (!result->found && !search->wanted && !search->only && !result->stopped)
        recheck_run(search, result);
}
