/**
 * @file similar.h
 * @brief Submissions that resemble each other or earlier years', lesson by
 *        lesson, in groups.
 */
#ifndef LOCKSTEP_SIMILAR_H
#define LOCKSTEP_SIMILAR_H

#include "batch/intake/intake_file.h"

/**
 * @brief Compares the sources of each lesson and writes
 * OUT/similar/LESSON/groups.json, as docs/formats.md has it, where it changed;
 * what else lies in such a folder goes with an older one.
 *
 * It is a reason to look, never a verdict. Memory grows with the largest
 * lesson, not with the class.
 * @param earlier What was handed in before, each path a student, with the
 *                sources in OUT/earlier/sources; or NULL.
 * @return 0 or an errno value. One thread at a time.
 */
int similar_find(const struct intake *intake, const struct intake *earlier,
                 const char *out);

/** @return The path of what similar_find() writes about a lesson, owned by the
 *  caller; NULL without memory. */
char *similar_path(const char *out, const char *lesson);

/** @return The text of a work, owned by the caller; NULL if there is none.
 *  @param source SHA-256. @param earlier Handed in before. */
char *similar_source(const char *out, const char *source, bool earlier);

/** @return What a lesson gives to everybody, as one text owned by the caller;
 *  NULL without memory. */
char *similar_given(const char *lesson);

#endif
