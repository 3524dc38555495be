/* The plain run, the random walk, and the replay of recorded decisions. */
#include "explore/ground/random.h"
#include "explore/search/strategies.h"

static struct random random_walk;

static const struct decision *recorded;
static unsigned long recorded_count;
static bool faithful;

const struct strategy strategy_plain = {.name = "plain",
                                        .choose = default_choose};

static unsigned walk_choose(const struct choice *choice)
{
    return (unsigned)random_below(&random_walk, choice->count);
}

void walk_begin(uint64_t seed)
{
    random_walk = random_seed(seed);
}

const struct strategy strategy_walk = {.name = "walk", .choose = walk_choose};

void replay_begin(const struct decision *decisions, unsigned long count)
{
    recorded = decisions;
    recorded_count = count;
    faithful = true;
}

bool replay_faithful(void)
{
    return faithful && schedule.decision_count >= recorded_count;
}

static unsigned replay_choose(const struct choice *choice)
{
    unsigned long i = schedule.decision_count;
    if (i >= recorded_count)
        return 0;
    if (recorded[i].taken < choice->count)
        return recorded[i].taken;
    faithful = false;
    return 0;
}

const struct strategy strategy_replay = {.name = "replay",
                                         .choose = replay_choose};
