/**
 * @file choose.h
 * @brief From what a student handed in to one source for each lesson.
 */
#ifndef LOCKSTEP_CHOOSE_H
#define LOCKSTEP_CHOOSE_H

#include <jansson.h>

#include "batch/intake/students.h"

/**
 * @brief Chooses, and writes the sources to OUT/sources.
 *
 * The file that is named best counts; of several that are named equally well,
 * none is taken unless all are the same. Nothing is guessed.
 * @param submissions Set to an array, owned by the caller.
 * @return 0 or an errno value. One thread at a time.
 */
int submissions_choose(struct collection *collection, struct student *student,
                       const char *out, json_t **submissions);

#endif
