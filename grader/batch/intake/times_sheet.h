/**
 * @file times_sheet.h
 * @brief A sheet with times, as a course system exports it.
 */
#ifndef LOCKSTEP_TIMES_SHEET_H
#define LOCKSTEP_TIMES_SHEET_H

#include <stdbool.h>
#include <time.h>

#include "batch/base/csv.h"

/** What a column says. */
enum times_kind {
    TIMES_RECEIVED, /**< when the work came */
    TIMES_EXTENDED, /**< the person's own due date */
    TIMES_DUE,      /**< the due date */
    TIMES_LATE,     /**< by how much it was late: h:m:s, or seconds */
    TIMES_STATUS,   /**< Moodle's words, which may hold an extension */
    TIMES_LESSON,   /**< which assignment the row is about */
    TIMES_KINDS     /**< how many there are; of a column: nothing of use */
};

/** What a cell says of a work. */
struct times_said {
    bool received, due; /**< whether it says so */
    time_t received_at, due_at;
};

/**
 * @brief Reads a file: a CSV, or what Canvas's API answers (a JSON array of
 *        submissions), which becomes one.
 * @return 0, EINVAL (neither), ENOMEM or open()'s errors.
 */
int times_sheet_read(const char *path, struct csv *csv);

/**
 * @brief What a heading says.
 * @param kind  Set to what the column holds.
 * @param title Set to how many bytes of the heading are the title of an
 *              assignment, as in `Lab 1 - Submission Time`; 0: none.
 * @return Whether the column is of use.
 */
bool times_heading(const char *heading, enum times_kind *kind, size_t *title);

/**
 * @brief Puts a row's cells together.
 * @param cell For each kind its text, "" where there is no such column.
 */
struct times_said times_say(const char *const cell[TIMES_KINDS]);

#endif
