/**
 * @file fill.h
 * @brief A gradebook's scores, put into a sheet's cells.
 */
#ifndef LOCKSTEP_FILL_H
#define LOCKSTEP_FILL_H

#include <sqlite3.h>

#include "batch/out/people.h"
#include "batch/out/sheet.h"

/** Which column holds what. */
struct fill_column {
    const char *sheet; /**< what messages call the sheet; borrowed */
    size_t column;
    const char *lesson; /**< NULL: the total; borrowed */
    double most;        /**< what 100 is there */
    char decimal;       /**< point or comma */
};

/**
 * @brief Fills one column.
 *
 * Cells of those without a score stay as they are, and so do cells that say the
 * same already, or `EX` (excused, in Canvas). Where somebody without a score
 * thus keeps an older number, standard error says so: a person must know
 * whether it is still right, and Moodle does not take a blank for a change.
 * @return 0 or an errno value.
 */
int fill_column(sqlite3 *db, struct sheet *sheet, const struct people *people,
                const struct person_row *rows, size_t count,
                const struct fill_column *column);

/** @brief Writes the sheet to OUT/NAME. @return 0 or an errno value. */
int fill_store(const struct sheet *sheet, const char *out, const char *name);

#endif
