/**
 * @file ticker.h
 * @brief Tells how far a search is, and ends it when somebody asks.
 *
 * It keeps the watchdog company, in a thread beside the one in which everything
 * is explored. It reads a few counters and writes one flag, so a search that
 * nobody stops does the same with it and without.
 */
#ifndef LOCKSTEP_TICKER_H
#define LOCKSTEP_TICKER_H

#include <stdbool.h>

#include "explore/search/search.h"

/** What to do beside a search. */
struct ticker {
    bool tells;       /**< observe twice a second how far the search is */
    unsigned seconds; /**< after which the search is stopped; 0: never */
    bool listens;     /**< SIGINT stops the search */
};

/** @brief Sets what the ticker needs in @p search; it runs as long as the
 *  watchdog, which is started later. ticker_stop() ends it. */
void ticker_start(const struct ticker *ticker, struct search *search);

/** @brief Ends it: nothing is told any more.
 *  @return Whether the search was stopped. */
bool ticker_stop(void);

#endif
