/**
 * @file summary.h
 * @brief What a run says at its end.
 */
#ifndef LOCKSTEP_SUMMARY_H
#define LOCKSTEP_SUMMARY_H

#include <stdio.h>

#include "batch/base/options.h"
#include "batch/intake/intake_file.h"
#include "batch/work/task.h"

/**
 * @brief Prints the counts by verdict, who needs a look, what could not be
 *        graded, where everything is and what to do next.
 * @param options Where everything is, and which sheets were filled in: one of
 *                an earlier run may have other scores, and is not named.
 * @return How many submissions the machine failed: without a record, or with
 *         the verdict `invalid`.
 */
size_t summary_write(FILE *file, const struct options *options,
                     const struct intake *intake, const struct tasks *tasks);

#endif
