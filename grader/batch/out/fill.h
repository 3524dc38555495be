/**
 * @file fill.h
 * @brief A gradebook's scores, put into a sheet's cells.
 */
#ifndef LOCKSTEP_FILL_H
#define LOCKSTEP_FILL_H

#include <sqlite3.h>

#include "batch/book/policy.h"
#include "batch/out/people.h"
#include "batch/out/sheet.h"

/** Which column holds what. */
struct fill_column {
    const char *sheet; /**< what messages call the sheet; borrowed */
    size_t column;
    const char *lesson; /**< NULL: the total; borrowed */
    double most;        /**< what 100 is there */
    char decimal;       /**< point or comma */
    bool blank; /**< cells of those who handed in nothing stay as they are */
};

/**
 * @brief Fills one column.
 *
 * Cells of those without a score stay as they are, and so do cells that say the
 * same already, `EX` (excused, in Canvas), or another word. Rows that are
 * locked stay, too, and are counted. How many numbers become another one or 0
 * is said on standard error, with some of them, before anything is written.
 * Where somebody without a score thus keeps an older number, standard error
 * says so: a person must know whether it is still right, and Moodle does not
 * take a blank for a change.
 * @return 0 or an errno value.
 */
int fill_column(sqlite3 *db, struct sheet *sheet, const struct people *people,
                const struct person_row *rows, size_t count,
                const struct fill_column *column);

/** @brief Reads the rules that the latest run was made with.
 *  @param policy Set to them; free with policy_free().
 *  @return 0, ENOENT (there is no run) or an errno value. */
int policy_ask(sqlite3 *db, struct policy **policy);

/** @brief Writes the sheet to OUT/NAME. @return 0 or an errno value. */
int fill_store(const struct sheet *sheet, const char *out, const char *name);

#endif
