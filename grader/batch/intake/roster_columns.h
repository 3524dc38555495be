/**
 * @file roster_columns.h
 * @brief What the columns of a roster hold, by their headings.
 */
#ifndef LOCKSTEP_ROSTER_COLUMNS_H
#define LOCKSTEP_ROSTER_COLUMNS_H

#include <stdbool.h>

#include "batch/base/csv.h"

/** What a column holds. */
enum roster_column {
    COLUMN_NAME,
    COLUMN_FIRST,
    COLUMN_LAST,
    COLUMN_EMAIL,
    COLUMN_LOGIN,
    COLUMN_CANVAS,
    COLUMN_SIS,
    COLUMN_MOODLE,
    COLUMN_GITHUB,
    COLUMN_GROUP,
    COLUMN_SECTION,
    COLUMNS
};

/**
 * @brief Finds the columns by the first row.
 * @param column Set to the number of each, -1 where there is none.
 * @return Whether there is any.
 */
bool columns_find(const struct csv *csv, int column[COLUMNS]);

#endif
