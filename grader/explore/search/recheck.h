/**
 * @file recheck.h
 * @brief What is tried after a search that found nothing.
 *
 * Two things could make its silence worthless. The code may depend on what is
 * not put back between schedules: so a sample of the schedules is run once
 * more, and must go the same way. And ThreadSanitizer, which remembers four
 * accesses per word, may have forgotten one: so a few schedules are run in
 * which a thread is held where it accesses memory (linger.c).
 */
#ifndef LOCKSTEP_RECHECK_H
#define LOCKSTEP_RECHECK_H

#include "explore/search/search.h"

/** @brief A search begins: forgets the sample. */
void recheck_forget(void);

/** @brief Keeps the schedule that has just been run, if it is one of the
 *  sample: the 1st, 2nd, 4th, 8th, ... of @p result->schedules. */
void recheck_keep(const struct search_result *result);

/**
 * @brief Runs the sample and the lingering schedules.
 * @param result Of a search without a finding. Gets one, if there is one now;
 *               `diverged` if a schedule went another way; and how many were
 *               run. Its other figures stay the search's.
 */
void recheck_run(const struct search *search, struct search_result *result);

#endif
