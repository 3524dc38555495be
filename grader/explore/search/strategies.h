/**
 * @file strategies.h
 * @brief The ways in which the search chooses among possible moves.
 *
 * Each has a function that prepares it for one more schedule; then
 * world_run() takes the strategy itself.
 */
#ifndef LOCKSTEP_STRATEGIES_H
#define LOCKSTEP_STRATEGIES_H

#include <stdbool.h>
#include <stdint.h>

#include "explore/core/schedule.h"

/** @return The default move. */
static inline unsigned default_choose(const struct choice *choice)
{
    (void)choice;
    return 0;
}

/** Always the default: no thread is ever preempted. */
extern const struct strategy strategy_plain;

/** Depth-first search with a bound on preemptions (CHESS, OSDI 2008). */
extern const struct strategy strategy_dfs;
/** @brief Begins the search for at most @p preemptions. */
void dfs_begin(unsigned preemptions);
/** @brief Turns to the next schedule. @return false when all were run. */
bool dfs_next(void);
/** @return Whether the bound left any schedule out since dfs_begin(). */
bool dfs_pruned(void);
/** @return Whether a prefix did not lead where it led before: the code under
 *  test depends on something that is not restored. */
bool dfs_diverged(void);

/** Partial-order sampling (Yuan, Yang and Gu, CAV 2018). */
extern const struct strategy strategy_pos;
/** @brief Prepares one schedule of it; draws from @p seed. */
void pos_begin(uint64_t seed);

/** Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010), for
 *  bugs of depth 2 and 3. */
extern const struct strategy strategy_pct2, strategy_pct3;
/** @param depth  The number of ordering constraints a bug may need.
 *  @param length Steps of a typical schedule. */
void pct_begin(uint64_t seed, unsigned depth, unsigned long length);

/** Selectively uniform random walk (Zhao et al., ASPLOS 2025). */
extern const struct strategy strategy_surw;
/** @brief Prepares one schedule of it; draws from @p seed. */
void surw_begin(uint64_t seed);
/** The plain run once more, watched for how often each thread acts on what,
 *  which SURW needs to know. */
extern const struct strategy strategy_learn;
/** @brief Forgets what was learnt. */
void surw_forget(void);

/** The plain run with memory points, watched for where memory is accessed,
 *  which strategy_linger needs to know. */
extern const struct strategy strategy_sites;
/** @brief Forgets these places. */
void sites_forget(void);
/** @return How many are known. */
unsigned sites_known(void);
/** Holds a thread where it accesses memory, and lets the others go on. */
extern const struct strategy strategy_linger;
/** @brief Prepares schedule number @p nth of it, from 0; each takes the next
 *  place. All other random choices come from @p seed. */
void linger_begin(uint64_t seed, unsigned nth);

/** Takes any move at each point, all equally likely. */
extern const struct strategy strategy_walk;
/** @brief Prepares one schedule of it; draws from @p seed. */
void walk_begin(uint64_t seed);

/** Repeats recorded decisions, then the default. */
extern const struct strategy strategy_replay;
/** @brief Prepares a replay of @p count decisions; borrowed. */
void replay_begin(const struct decision *decisions, unsigned long count);
/** @return Whether every decision could be taken as recorded. */
bool replay_faithful(void);

#endif
