/**
 * @file summary.h
 * @brief What a run says at its end.
 */
#ifndef LOCKSTEP_SUMMARY_H
#define LOCKSTEP_SUMMARY_H

#include <jansson.h>
#include <stdio.h>

#include "batch/task.h"

/**
 * @brief Prints the counts by verdict, who needs a look, what could not be
 *        graded, where everything is and what to do next.
 * @param out As the instructor wrote it.
 * @return How many submissions the machine failed: without a record, or with
 *         the verdict `invalid`.
 */
size_t summary_write(FILE *file, const char *out, const json_t *intake,
                     const struct tasks *tasks);

#endif
