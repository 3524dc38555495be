/* Checks what a search without a finding rests on; see recheck.h. */
#include "explore/search/recheck.h"

#include "explore/ground/capacity.h"
#include "explore/ground/pages.h"
#include "explore/search/strategies.h"

enum {
    SAMPLE_MAX = 24,
    REPEATED_STEPS = 500000, /* of all repeated schedules */
    LINGERING_MAX = 64,      /* schedules */
    LINGERING_STEPS = 50000, /* of one of them */
    LINGERING_ALL = 1200000, /* of all; with 100 threads a step takes 25 times
                                as long as with 4, and counts so much */
};

/* A schedule of the search, and how it went. */
struct sample {
    unsigned long begin; /* of its decisions, in `room` */
    unsigned long count;
    unsigned long steps;
    struct limits limits;
    uint64_t print;
    enum ending ending;
};

static struct sample samples[SAMPLE_MAX];
static unsigned sample_count;
static struct decision *room;
static unsigned long room_used;

void recheck_forget(void)
{
    sample_count = 0;
    room_used = 0;
}

void recheck_keep(const struct search_result *result)
{
    unsigned long n = result->schedules;
    if (!room)
        room = pages_map(DECISIONS_MAX * sizeof *room);
    if ((n & (n - 1)) != 0 || sample_count == SAMPLE_MAX ||
        schedule.decision_count > DECISIONS_MAX - room_used)
        return;
    samples[sample_count++] = (struct sample){.begin = room_used,
                                              .count = schedule.decision_count,
                                              .steps = schedule.steps,
                                              .limits = schedule.limits,
                                              .print = schedule.print,
                                              .ending = schedule.ending};
    for (unsigned long i = 0; i < schedule.decision_count; i++)
        room[room_used++] = schedule.decisions[i];
}

/* Runs a schedule that the search's figures don't count. @return Whether there
 * was a finding, which is then the result's. */
static bool run_aside(const struct search *search,
                      const struct strategy *strategy,
                      struct search_result *result)
{
    struct search_result before = *result;
    if (search_try(search, strategy, result))
        return true;
    before.decisions = result->decisions;
    before.reached = result->reached;
    *result = before;
    return false;
}

static bool went_as(const struct sample *sample)
{
    return schedule.print == sample->print && schedule.steps == sample->steps &&
           schedule.ending == sample->ending &&
           schedule.decision_count == sample->count;
}

static void repeat(const struct search *search, struct search_result *result)
{
    unsigned long left = REPEATED_STEPS;
    struct search as = *search;
    for (unsigned i = 0; i < sample_count && !result->found; i++) {
        if (samples[i].steps > left)
            continue;
        left -= samples[i].steps;
        replay_begin(room + samples[i].begin, samples[i].count);
        as.limits = samples[i].limits;
        run_aside(&as, &strategy_replay, result);
        result->repeated++;
        if (!went_as(&samples[i])) {
            result->diverged = true;
            result->exhausted = false;
        }
    }
}

static bool race_met(void)
{
    return finding.raced;
}

/* Only races count here: a thread that reads the same thing again and again
 * looks like one that waits, if each access is a step. */
static void linger(const struct search *search, struct search_result *result)
{
    struct search on = *search;
    unsigned long left = LINGERING_ALL;
    on.limits.memory_points = true;
    on.limits.leaks = false;
    on.limits.patience = result->beginnings ? PATIENCE : 0;
    if (on.limits.steps > LINGERING_STEPS)
        on.limits.steps = LINGERING_STEPS;
    on.wanted = race_met;
    sites_forget();
    for (unsigned nth = 0; nth < LINGERING_MAX; nth++) {
        if (nth > 0)
            linger_begin(search->seed + nth, nth - 1);
        bool found = run_aside(
            &on, nth == 0 ? &strategy_sites : &strategy_linger, result);
        result->lingering++;
        if (found) {
            result->finding.kind = FINDING_RACE;
            result->finding.hung = false;
            return;
        }
        unsigned long cost = schedule.steps * threads.count;
        if (sites_known() == 0 || cost >= left)
            return;
        left -= cost;
    }
}

void recheck_run(const struct search *search, struct search_result *result)
{
    repeat(search, result);
    if (!result->found && result->most_threads > 1)
        linger(search, result);
}
