/**
 * @file turnout.h
 * @brief Whether those who handed in are those who were expected.
 *
 * A download that is laid out in a way nobody thought of looks like a class of
 * strangers, or like one person with everybody's files. Scores made of that
 * would be zeros for honest work.
 */
#ifndef LOCKSTEP_TURNOUT_H
#define LOCKSTEP_TURNOUT_H

#include <stdbool.h>

#include "batch/intake/intake_file.h"

/**
 * @brief Looks for signs that owners were not understood, and tells them on
 *        standard error.
 *
 * With a roster: more than a fifth of those who handed in are not in it, or
 * nobody in it handed in. Without: more than half of those who handed in have
 * several different files for one lesson.
 * @param roster Its path, or NULL.
 * @param doubtful Set to whether there is such a sign.
 * @return 0 or an errno value.
 */
int turnout_check(const struct intake *intake, const char *roster,
                  bool *doubtful);

#endif
