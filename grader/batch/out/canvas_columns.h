/**
 * @file canvas_columns.h
 * @brief Which column of a sheet from Canvas is a lesson's.
 */
#ifndef LOCKSTEP_CANVAS_COLUMNS_H
#define LOCKSTEP_CANVAS_COLUMNS_H

#include <stddef.h>

#include "batch/out/sheet.h"

/** How a search for a column ended. */
enum column_fate { COLUMN_FOUND, COLUMN_NONE, COLUMN_SEVERAL };

/**
 * @brief Finds a lesson's column.
 * @param heading Row of the headings.
 * @param points  Row of the points possible, which marks columns `(read only)`.
 * @param id, title The lesson's: `01_lock`, `Lesson 1: A lock`.
 * @param wanted  The heading that the policy names, with or without its number
 *                in parentheses, or NULL: a heading that says the title, the
 *                folder's name, or a word like `Lab` and the number.
 * @param column  Set to the column found.
 */
enum column_fate canvas_column(const struct sheet *sheet, size_t heading,
                               size_t points, const char *id, const char *title,
                               const char *wanted, size_t *column);

#endif
