/*
 * Partial-order sampling (Yuan, Yang and Gu, "Partial order aware concurrency
 * sampling", CAV 2018).
 *
 * The one idea: not threads but their next operations get random priorities. An
 * operation that conflicts with the one that just happened draws again, so
 * every partial order of a pair has a fair chance wherever it occurs.
 */
#include "explore/search/special.h"
#include "explore/search/strategies.h"

static struct random random_pos;
static struct eagerness eagerness;

void pos_begin(uint64_t seed)
{
    random_pos = random_seed(seed);
    eagerness = eagerness_draw(&random_pos);
}

static unsigned pos_choose(const struct choice *choice)
{
    int special = special_perhaps(choice, eagerness, &random_pos);
    if (special >= 0)
        return (unsigned)special;
    unsigned best = 0;
    for (unsigned i = 0; i < choice->count; i++) {
        if (choice->moves[i].outcome != OUTCOME_NORMAL)
            break;
        struct thread *thread = choice->moves[i].thread;
        if (thread->priority == 0)
            thread->priority = random_next(&random_pos) | 1;
        if (thread->priority > choice->moves[best].thread->priority)
            best = i;
    }
    return best;
}

static bool conflict(const struct op *a, const struct op *b)
{
    return a->address && a->address == b->address && (a->writes || b->writes);
}

static void pos_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    const struct op *op = taken->thread->op;
    taken->thread->priority = 0;
    for (unsigned i = 0; i < threads.live_count; i++)
        if (conflict(op, threads.live[i]->op))
            threads.live[i]->priority = 0;
}

const struct strategy strategy_pos = {
    .name = "pos", .choose = pos_choose, .step = pos_step};
