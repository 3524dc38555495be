/*
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and
 * Nagarakatte, "A randomized scheduler with probabilistic guarantees of
 * finding bugs", ASPLOS 2010).
 *
 * The one idea: random priorities for threads, the highest runs; at d - 1
 * random steps the running thread falls below all others. A bug that needs d
 * ordering constraints is hit with a probability of at least 1 / (n k^(d-1)).
 */
#include "explore/search/special.h"
#include "explore/search/strategies.h"

enum { DEPTH_MAX = 8 };

static struct random random_pct;
static struct eagerness eagerness;
static unsigned long falls[DEPTH_MAX];
static unsigned fall_count;

void pct_begin(uint64_t seed, unsigned depth, unsigned long length)
{
    random_pct = random_seed(seed);
    eagerness = eagerness_draw(&random_pct);
    fall_count = depth - 1 < DEPTH_MAX ? depth - 1 : DEPTH_MAX;
    for (unsigned i = 0; i < fall_count; i++)
        falls[i] = 1 + random_below(&random_pct, length ? length : 1);
}

static unsigned pct_choose(const struct choice *choice)
{
    int special = special_perhaps(choice, eagerness, &random_pct);
    if (special >= 0)
        return (unsigned)special;
    unsigned best = 0;
    for (unsigned i = 0; i < choice->count; i++) {
        if (choice->moves[i].outcome != OUTCOME_NORMAL)
            break;
        struct thread *thread = choice->moves[i].thread;
        if (thread->priority == 0)
            thread->priority = random_next(&random_pct) | 1ul << 63;
        if (thread->priority > choice->moves[best].thread->priority)
            best = i;
    }
    return best;
}

static void pct_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    for (unsigned i = 0; i < fall_count; i++)
        if (schedule.steps + 1 == falls[i])
            taken->thread->priority = i + 1;
}

const struct strategy strategy_pct2 = {
    .name = "pct2", .choose = pct_choose, .step = pct_step};
const struct strategy strategy_pct3 = {
    .name = "pct3", .choose = pct_choose, .step = pct_step};
