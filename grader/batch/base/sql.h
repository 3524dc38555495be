/**
 * @file sql.h
 * @brief The few ways in which the gradebook talks to SQLite.
 *
 * Errors are printed with SQLite's own words and returned as EIO (ENOMEM where
 * memory ran out), so that a caller only passes them on. A connection belongs
 * to one thread.
 */
#ifndef LOCKSTEP_SQL_H
#define LOCKSTEP_SQL_H

#include <sqlite3.h>
#include <stdbool.h>

/** @brief Runs statements that return no rows. @return 0, EIO or ENOMEM. */
int sql_run(sqlite3 *db, const char *text);

/** @brief Prepares a statement; end it with sqlite3_finalize().
 *  @return 0, EIO or ENOMEM; then @p statement is NULL. */
int sql_prepare(sqlite3 *db, const char *text, sqlite3_stmt **statement);

/**
 * @brief Sets a statement's parameters from the first on, and starts it anew.
 * @param kinds A letter for each: `s` text (const char *, NULL: NULL), `i`
 *              long long, `b` int taken for a truth value, `d` double (NaN:
 *              NULL). Texts must stay until the statement is run.
 * @return 0, EIO or ENOMEM.
 */
int sql_bind(sqlite3_stmt *statement, const char *kinds, ...);

/** @brief Runs a statement that returns no rows, to its end, and resets it.
 *  @return 0, EIO or ENOMEM. */
int sql_done(sqlite3_stmt *statement);

/**
 * @brief The next row of a result.
 * @param error Set to 0, EIO or ENOMEM.
 * @return Whether there is one. After the last the statement is reset.
 */
bool sql_row(sqlite3_stmt *statement, int *error);

/** @return A column's text, "" for NULL; borrowed until the next row. */
const char *sql_text(sqlite3_stmt *statement, int column);

/** @return A column's number; NaN for NULL. */
double sql_number(sqlite3_stmt *statement, int column);

#endif
