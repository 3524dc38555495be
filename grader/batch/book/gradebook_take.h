/**
 * @file gradebook_take.h
 * @brief Records, taken from their files into the gradebook's tables.
 *
 * One record is in memory at a time: they can be megabytes. A record that is in
 * the tables is not read again as long as its file is the same.
 */
#ifndef LOCKSTEP_GRADEBOOK_TAKE_H
#define LOCKSTEP_GRADEBOOK_TAKE_H

#include <sqlite3.h>
#include <stdbool.h>

/** What a grade needs of a record. */
struct record_facts {
    const char *verdict; /**< a constant; NULL: there is no usable record */
    long long points, max_points;
    bool broken; /**< the machine failed, be it in one trial alone */
};

struct taker;

/** @brief Begins. @param db, out Must stay until taker_close().
 *  @return 0 or an errno value. */
int taker_open(sqlite3 *db, const char *out, struct taker **taker);

/** @brief Ends; NULL is allowed. */
void taker_close(struct taker *taker);

/**
 * @brief Makes sure that the tables have the record of a key.
 *
 * A file that can't be used is reported on standard error. So is a record that
 * was made anew and judges differently, which must never happen: equal keys
 * mean equal verdicts, unless the machine was at fault (`invalid`).
 * @return 0 or an errno value of the tables, not of the file.
 */
int taker_take(struct taker *taker, const char *lesson, const char *key,
               struct record_facts *facts);

#endif
