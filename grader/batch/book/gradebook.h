/**
 * @file gradebook.h
 * @brief The class's results in a SQLite file, with the history of all runs.
 *
 * OUT/gradebook.sqlite is built from the intake, the records and the policy;
 * it can be deleted, and only the history is lost. Everything that goes out is
 * read from it (and from the records, for what a finding says at length). The
 * tables are described in docs/formats.md ("The gradebook").
 */
#ifndef LOCKSTEP_GRADEBOOK_H
#define LOCKSTEP_GRADEBOOK_H

#include <sqlite3.h>
#include <stdio.h>

#include "batch/book/policy.h"
#include "batch/intake/intake_file.h"

/**
 * @brief Opens OUT/gradebook.sqlite, and makes its tables if it is new.
 * @param db Set to the connection; close it with sqlite3_close().
 * @return 0 or an errno value (EIO for SQLite's own errors, after a message).
 */
int gradebook_open(const char *out, sqlite3 **db);

/**
 * @brief Adds a run: the results of every student in every lesson that counts,
 *        in one transaction. A run that differs in nothing from the last one
 *        is not added.
 * @param intake With a "key" in each submission that was graded.
 * @return 0 or an errno value; then the gradebook is as it was.
 */
int gradebook_add_run(sqlite3 *db, const char *out, const struct intake *intake,
                      const struct policy *policy);

/**
 * @brief Prints whose score changed between two runs, and why: other work,
 *        another kit, compiler or seeds, lateness, another policy, a person's
 *        decision.
 * @param from, to Numbers of runs; 0 means the one before @p to, and the last.
 * @return 0, ENOENT (no such run), EIO, or EPROTO if equal work was judged
 *         differently by an equal grader: a defect, which was printed with
 *         everything else.
 */
int gradebook_diff(sqlite3 *db, long from, long to, FILE *file);

#endif
