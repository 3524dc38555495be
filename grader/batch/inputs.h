/**
 * @file inputs.h
 * @brief What the instructor names, checked before hours of work.
 */
#ifndef LOCKSTEP_INPUTS_H
#define LOCKSTEP_INPUTS_H

#include "batch/base/options.h"

/**
 * @brief Checks that IN, the roster, the sheets and the lesson are there, and
 *        that OUT does not lie in IN, where it would be taken for a student's.
 * @return 0 or an errno value, after a message on standard error.
 */
int inputs_check(const struct options *options);

#endif
