/*
 * Holds one thread back where it is about to access memory.
 *
 * The one idea: two accesses race if both can be due at once, so a thread is
 * kept right before one, while the others go on as far as they can; should one
 * of them come to the same bytes, memory.c sees it (Sen, "Race directed random
 * testing", PLDI 2008). ThreadSanitizer remembers four accesses a word and may
 * have forgotten; what is due can't be forgotten. The places are learnt from
 * one run, each counts once however often it is passed, and they are taken in
 * turn: first where they are passed first, then at a later pass.
 */
#include "explore/ground/random.h"
#include "explore/search/strategies.h"

enum { SITES_MAX = 1024, LATER_PASSES = 8 };

static const void *sites[SITES_MAX];
static unsigned site_count;

static const void *site;            /* where to hold a thread */
static unsigned passes;             /* how often one may pass it first */
static const struct thread *held;   /* the one kept there */
static const struct thread *latest; /* the one let go there last */

static void site_add(const void *pc)
{
    for (unsigned i = site_count; i-- > 0;)
        if (sites[i] == pc)
            return;
    if (site_count < SITES_MAX)
        sites[site_count++] = pc;
}

static bool is_access(const struct thread *thread)
{
    return thread->op && thread->op->plain;
}

static void sites_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    if (threads.live_count > 1 && is_access(taken->thread))
        site_add(taken->thread->op->pc);
}

const struct strategy strategy_sites = {
    .name = "linger", .choose = default_choose, .step = sites_step};

void sites_forget(void)
{
    site_count = 0;
}

unsigned sites_known(void)
{
    return site_count;
}

void linger_begin(uint64_t seed, unsigned nth)
{
    struct random random = random_seed(seed);
    held = latest = NULL;
    site = site_count > 0 ? sites[nth % site_count] : NULL;
    passes =
        nth < site_count ? 0 : (unsigned)random_below(&random, LATER_PASSES);
}

static bool is_there(const struct thread *thread)
{
    return is_access(thread) && thread->op->pc == site;
}

static unsigned linger_choose(const struct choice *choice)
{
    for (unsigned i = 0; i < choice->count && !held && passes == 0; i++)
        if (is_there(choice->moves[i].thread) &&
            choice->moves[i].thread != latest)
            held = choice->moves[i].thread;
    for (unsigned i = 0; i < choice->count; i++)
        if (choice->moves[i].outcome == OUTCOME_NORMAL &&
            choice->moves[i].thread != held)
            return i;
    return 0;
}

/* A held thread goes on when no other can, and others are held then. */
static void linger_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    if (taken->thread == held) {
        latest = held;
        held = NULL;
    }
    if (passes > 0 && is_there(taken->thread))
        passes--;
}

const struct strategy strategy_linger = {
    .name = "linger", .choose = linger_choose, .step = linger_step};
