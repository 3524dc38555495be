/**
 * @file exports.h
 * @brief The gradebook's latest run for other programs.
 *
 * Each returns 0 or an errno value, writes whole files (store.h) below OUT and
 * never changes what it reads. One thread at a time.
 */
#ifndef LOCKSTEP_EXPORTS_H
#define LOCKSTEP_EXPORTS_H

#include <sqlite3.h>

/** @brief OUT/grades.csv: a row per student (name, id, one column per lesson
 *  with 0 to 100, total, flags). */
int export_grades(sqlite3 *db, const char *out);

/** @brief OUT/gradescope/STUDENT.json, as Gradescope's results.json. */
int export_gradescope(sqlite3 *db, const char *out);

/** @brief OUT/canvas.csv: the sheet at @p sheet, exported from Canvas, with
 *  the cells of this class filled in, and not another byte changed.
 *  @return Also EINVAL, after a message: it is not such a sheet, or no column
 *  is surely a lesson's. A message names those not found. */
int export_canvas(sqlite3 *db, const char *out, const char *sheet);

/** @brief OUT/moodle.csv: Moodle's offline grading worksheet, filled in
 *  likewise.
 *  @param lesson Whose score goes there; NULL: the total. */
int export_moodle(sqlite3 *db, const char *out, const char *sheet,
                  const char *lesson);

/** @brief OUT/sheet.csv: any other system's sheet, filled in likewise, in the
 *  columns that the policy names (`column`). People are known by the headings
 *  that a roster may have. */
int export_sheet(sqlite3 *db, const char *out, const char *sheet);

/** @brief OUT/moodle_feedback.zip: the pages in OUT/feedback/ of those whom
 *  Moodle knows, as its upload of feedback files wants them. */
int export_moodle_feedback(sqlite3 *db, const char *out);

/** @brief OUT/canvas_feedback.zip: the same as texts, under the names that the
 *  works have in Canvas's download, as its upload of submissions wants them.
 *  Works that were in an archive are left out. */
int export_canvas_feedback(sqlite3 *db, const char *out);

#endif
