/**
 * @file stages.h
 * @brief What follows grading: the gradebook, and all that is made from it.
 */
#ifndef LOCKSTEP_STAGES_H
#define LOCKSTEP_STAGES_H

#include "batch/base/options.h"
#include "batch/book/policy.h"
#include "batch/intake/intake_file.h"

/**
 * @brief Runs each stage; one that fails is named on standard error and the
 *        others still run.
 * @param out OUT's path.
 * @return How many failed.
 */
size_t stages_run(const char *out, const struct intake *intake,
                  const struct policy *policy, const struct options *options);

/** @brief Only the sheets that the options name, from the gradebook that is
 *  there. @return How many failed. */
size_t stages_sheets(const char *out, const struct options *options);

#endif
