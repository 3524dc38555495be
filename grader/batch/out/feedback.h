/**
 * @file feedback.h
 * @brief The parts of a student's page; each writes HTML or Markdown.
 *
 * Nothing here says how to mend the code, or names another student or a path on
 * the machine that graded. One thread at a time.
 */
#ifndef LOCKSTEP_FEEDBACK_H
#define LOCKSTEP_FEEDBACK_H

#include <jansson.h>
#include <stdbool.h>
#include <time.h>

#include "batch/out/pages_writer.h"

/** A student's result in one lesson, from the gradebook; all borrowed. */
struct feedback {
    const char *lesson, *title;
    const char *state;     /**< graded, missing, unusable, ungraded */
    const char *verdict;   /**< of what was graded, or "" */
    const char *path;      /**< of the record, below OUT, or "" */
    const char *problems;  /**< of the submission, JSON */
    const char *handed_in; /**< ISO 8601, or "" */
    const char *due;       /**< for this student, likewise */
    double score;          /**< what counts, 0 to 100, or NaN */
    double raw;            /**< before lateness, or NaN */
    double penalty;
    double weight;
    int late_days, excused, slip;
    bool overridden;
};

/** @return Whether a student may see a lesson. `after_published` is another
 *  program's word: here nobody has published it. @param due ISO 8601 or "". */
bool feedback_shows(const char *visibility, const char *due, time_t now);

/** @return What became of the work, in few words for a student. */
const char *feedback_words(const struct feedback *result);

/** @return What the colour of the words depends on: the verdict or state. */
const char *feedback_kind(const struct feedback *result);

/** @brief A lesson's section. @param record What was graded, or NULL. */
void feedback_lesson(struct page *page, const struct feedback *result,
                     const json_t *record);

/** @brief Problems of the intake, as a list; nothing without any.
 *  @param problems A JSON array, as text. */
void feedback_problems(struct page *page, const char *problems);

/** @brief Every finding of a record, once, with its ladder. */
void feedback_findings(struct page *page, const json_t *record);

/** @brief The picture of a failing schedule, if it would have a line. */
void feedback_ladder(struct page *page, const json_t *trace);

#endif
