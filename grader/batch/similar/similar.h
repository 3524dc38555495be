/**
 * @file similar.h
 * @brief Submissions that resemble each other, found by Debian's
 *        similarity-tester (sim_c), with what the skeleton gave left out.
 */
#ifndef LOCKSTEP_SIMILAR_H
#define LOCKSTEP_SIMILAR_H

#include "batch/intake/intake_file.h"

/**
 * @brief Compares the sources of each lesson and writes
 * OUT/similar/LESSON.json, anew for all of them.
 *
 * It is a reason to look, never a verdict. Without sim_c the files say so.
 * Memory grows with the largest lesson, not with the class.
 * @return 0 or an errno value. One thread at a time.
 */
int similar_find(const struct intake *intake, const char *out);

/** @return The path of what similar_find() writes about a lesson, owned by the
 *  caller; NULL without memory. */
char *similar_path(const char *out, const char *lesson);

#endif
