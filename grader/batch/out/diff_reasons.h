/**
 * @file diff_reasons.h
 * @brief Why a student's score in a lesson differs between two runs; for diff.c
 *        alone.
 */
#ifndef LOCKSTEP_DIFF_REASONS_H
#define LOCKSTEP_DIFF_REASONS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>

/** One run's result. Texts are "" for NULL, numbers NaN. */
struct diff_side {
    const char *state; /**< "": the run has no such result */
    const char *verdict, *record, *source, *note, *kit, *compiler, *seeds;
    double raw, penalty, score;
    int late_days, excused, slip, invalid;
    bool overridden;
    const char *trials; /**< the record's: "name (points), name (points)" */
};

/** A student's results in a lesson, in both runs. */
struct diff_row {
    const char *lesson;
    struct diff_side was, is;
};

/** SQL: the rows of student ?3 in the runs ?1 and ?2. */
extern const char diff_row_text[];

/** @return The statement's row; borrowed until the next. */
struct diff_row diff_row(sqlite3_stmt *statement);

/** @return Whether equal work was judged differently by an equal grader. */
bool diff_is_defect(const struct diff_row *row);

/** @brief Writes the reasons, with semicolons between. */
void diff_reasons_write(FILE *file, const struct diff_row *row);

#endif
