/**
 * @file intake_file.h
 * @brief What was taken in, student by student, on the disk.
 *
 * A class may have thousands of submissions, so only where each student's part
 * begins is in memory. docs/formats.md ("The intake") has what a student's part
 * holds. One thread at a time.
 */
#ifndef LOCKSTEP_INTAKE_FILE_H
#define LOCKSTEP_INTAKE_FILE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** An intake; all is owned. */
struct intake {
    FILE *file;   /**< the students' parts, in a file without a name */
    long *at;     /**< where each begins */
    size_t count; /**< of students */
    size_t room;
    char *in;         /**< what was taken in, as shown to people */
    json_t *problems; /**< those that are nobody's */
};

/** @brief Begins an intake without students. @param in Copied.
 *  @return 0 or an errno value; intake_close() it in either case. */
int intake_open(struct intake *intake, const char *in);

/** @brief Frees it; one that is all zeros, too. */
void intake_close(struct intake *intake);

/** @brief Adds a student's part. @return 0 or an errno value. */
int intake_add(struct intake *intake, const json_t *student);

/** @brief Puts another part in the place of a student's.
 *  @return 0 or an errno value; then the old one is as it was. */
int intake_change(struct intake *intake, size_t index, const json_t *student);

/** @brief Reads a student's part.
 *  @param student Set to it, owned by the caller; NULL on error.
 *  @return 0 or an errno value. */
int intake_student(const struct intake *intake, size_t index, json_t **student);

/**
 * @brief Goes through the students: `while (intake_next(intake, &at, &student,
 *        &error)) error = ...;`.
 * @param at      0 before the first; how many were read so far.
 * @param student NULL before the first; a student's part, freed by the next
 * call.
 * @param error   What happened so far; set to an errno value if the next can't
 *                be read.
 * @return Whether there is one more and no error; then it must be called again,
 *         which frees the part.
 */
bool intake_next(const struct intake *intake, size_t *at, json_t **student,
                 int *error);

/** @brief Makes an intake from a whole document, as intake_save() writes it.
 *  @return 0 or an errno value; intake_close() it in either case. */
int intake_of(const json_t *document, struct intake *intake);

/** @brief Writes the document to OUT/intake.json.
 *  @return 0 or an errno value, after a message on standard error. */
int intake_save(const struct intake *intake, const char *out);

#endif
