/**
 * @file outcome.h
 * @brief What Criterion counted: the part of a result that no probe can write.
 */
#ifndef LOCKSTEP_OUTCOME_H
#define LOCKSTEP_OUTCOME_H

#include <stdbool.h>

/** @return Whether the test of @p trial ran and passed. To be asked in the
 *  process that ran the tests, after them. */
bool outcome_passed(const char *trial);

#endif
