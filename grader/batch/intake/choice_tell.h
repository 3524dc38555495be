/**
 * @file choice_tell.h
 * @brief What people are told about the choice of a lesson's file.
 */
#ifndef LOCKSTEP_CHOICE_TELL_H
#define LOCKSTEP_CHOICE_TELL_H

#include <jansson.h>

#include "batch/intake/students.h"

/** The pieces of one lesson that are named equally well. All borrowed. */
struct field {
    struct collection *collection;
    const struct lesson *lesson;
    struct student *student;
    json_t *problems; /**< of the submission */
    const struct piece **piece;
    size_t count;
};

/** @return The candidate behind a piece. */
const struct candidate *field_candidate(const struct field *field,
                                        const struct piece *piece);

/** @return Whether a piece is the lesson's file as it was given out. */
bool field_is_skeleton(const struct field *field, const struct piece *piece);

/** @brief Reports why a candidate can't be taken. */
void choice_tell_trouble(const struct field *field,
                         const struct candidate *candidate);

/** @brief Reports what is odd about the piece that was taken. */
void choice_tell(const struct field *field, const struct piece *piece);

/** @brief Reports what a student handed in that no lesson has a use for.
 *  @param submissions What was taken. */
void choice_tell_rest(const struct collection *collection,
                      struct student *student, const json_t *submissions);

#endif
