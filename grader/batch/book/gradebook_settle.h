/**
 * @file gradebook_settle.h
 * @brief The end of adding a run, for gradebook_run.c alone.
 */
#ifndef LOCKSTEP_GRADEBOOK_SETTLE_H
#define LOCKSTEP_GRADEBOOK_SETTLE_H

#include <sqlite3.h>

#include "batch/book/policy.h"

/**
 * @brief Finishes a run whose results are written: keeps it, or takes it out
 *        again if the last one was the same.
 *
 * What is compared is a digest of the rows themselves, except the run's
 * number, its time and the spelling of its folder. @return 0 or an errno value.
 */
int run_settle(sqlite3 *db, long long run);

/** @brief Reports decisions that are about nobody: most likely misspelt.
 *  @return 0 or an errno value. */
int run_check_decisions(sqlite3 *db, long long run,
                        const struct policy *policy);

#endif
