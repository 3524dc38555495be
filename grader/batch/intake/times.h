/**
 * @file times.h
 * @brief When works were handed in and due, by what a course system exports.
 *
 * Some downloads hold no times (Canvas's, Moodle's). What the same system
 * exports beside them does: a sheet with a row for each person, or for each
 * person and assignment.
 */
#ifndef LOCKSTEP_TIMES_H
#define LOCKSTEP_TIMES_H

#include <stddef.h>

#include "batch/intake/students.h"
#include "batch/intake/take.h"

/** Where times are; all borrowed. */
struct intake_times {
    const char *path;   /**< a sheet, or a folder of sheets; NULL: none */
    const char *lesson; /**< whose a sheet is that names no lesson; NULL: all */
    const struct intake_column *columns; /**< what lessons are called there */
    size_t column_count;
};

/**
 * @brief Sets the times of what students handed in.
 *
 * A sheet's lesson is the one that a column or a row names, else the one that
 * the sheet's own file name does.
 * @return 0; EINVAL (no such sheet, after a message), ENOMEM, or the errors of
 *         reading it, after a message.
 */
int times_join(const struct intake_times *times, const struct lessons *lessons,
               struct students *students);

#endif
