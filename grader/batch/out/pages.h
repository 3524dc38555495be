/**
 * @file pages.h
 * @brief What people read: a page for each student, and one for the class.
 *
 * Both read the gradebook's latest run and the records. The pages need nothing
 * from outside: no script from elsewhere, no font, no picture. Each function
 * returns 0 or an errno value. One thread at a time.
 */
#ifndef LOCKSTEP_PAGES_H
#define LOCKSTEP_PAGES_H

#include <sqlite3.h>

/** @brief OUT/feedback/STUDENT.md and STUDENT.html: each lesson's verdict,
 *  trials, findings with the ladder, and problems of the intake. */
int pages_feedback(sqlite3 *db, const char *out);

/** @brief OUT/class.html: who needs a look, the distribution per lesson, the
 *  commonest findings, late and missing work, similar submissions. */
int pages_class(sqlite3 *db, const char *out);

#endif
