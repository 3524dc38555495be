/**
 * @file policy.h
 * @brief The instructor's rules: which lessons count how much, when they are
 *        due, what lateness costs, what students see, and what a person
 *        decided.
 *
 * One small text file, for instance:
 *
 *     # lesson       weight  due                visibility
 *     01_lock        1       2026-12-01T23:59   visible
 *     *              2       -                  visible
 *     late_per_day   10
 *     late_most      50
 *     late_grace     15
 *     override       ann_lee 01_lock 85 "spoke with her"
 *     excuse         bob     01_lock 2  "was ill"
 *     late           cyd     01_lock 1
 *     extend         dee     01_lock 2026-12-08T23:59 "moved"
 *     late_until     7
 *     cutoff         * 01_lock 2026-12-15T23:59
 *     slip_days      3
 *     time_zone      Europe/Berlin
 *     take           eve     01_lock "Eve Ray/my_lock_final.c"
 *     column         01_lock "Lab 1 (4711)"
 *     missing        blank
 *
 * Words are separated by blanks, or in double quotes; `#` begins a comment. A
 * line for a lesson may end early. Weights are relative; 0 shows a lesson
 * without counting it. `*` applies to all other lessons that anyone handed in;
 * without it only the named lessons count, and with no line for any lesson, all
 * that anyone handed in. `late_per_day` and `late_most` are points of 100, and
 * `late_grace` is minutes. `override` sets a score, whatever the grader says
 * now or later (`-`: the lesson does not count for that student); `excuse`
 * forgives days of lateness, without a number all of them; `late` says how many
 * days late it is, whatever any time says; `extend` is a due date of that
 * student's own; `cutoff` is when nothing counts any more, and so is the end of
 * `late_until` days. In these five `*` stands for every student or every
 * lesson, and what names more goes first. Each person has `slip_days` late days
 * that cost nothing, used up in the order of the lessons. A lesson may be
 * called by its number. `take` gives a lesson a file that its name does not
 * tell. `column` names the column of a sheet for a lesson or for `total`, and
 * if need be what 100 is there (`canvas` is its older name); `missing blank`
 * leaves a sheet's cell as it is where nothing was handed in. Times without a
 * zone are in `time_zone`, else the machine's local time.
 *
 * Any thread may read a policy; it never changes. One thread at a time may make
 * one.
 */
#ifndef LOCKSTEP_POLICY_H
#define LOCKSTEP_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "batch/intake/take.h"

struct policy;

/** What applies to one lesson. */
struct policy_lesson {
    double weight;          /**< 0: shown but not counted */
    time_t due;             /**< 0: never late */
    const char *visibility; /**< Gradescope's: visible, hidden,
                                 after_due_date, after_published; borrowed */
    bool listed;            /**< named in the file, not only by `*` */
};

/** What a person decided for a student and a lesson; all borrowed. */
struct policy_decision {
    const char *student, *lesson; /**< or "*"; NULL: nothing was decided */
    bool overrides;               /**< there is an `override` */
    double score;                 /**< 0 to 100, or NaN: does not count */
    bool dated;                   /**< there is a `late` */
    int late_days;                /**< what counts instead of any time */
    int excused_days;             /**< INT_MAX: all */
    time_t due;       /**< of an `extend`: this student's own; 0: none */
    time_t cutoff;    /**< after this nothing counts; 0: none */
    const char *note; /**< the override's, else another line's, or "" */
    int line;         /**< in the file */
};

/**
 * @brief Reads a policy.
 * @param path The file, or NULL for the rules that apply without one: every
 *             lesson weighs 1, nothing is late, all is visible.
 * @param due  Due date for every lesson whose line has none, or NULL.
 *             A line `time_zone` sets the zone of the process, TZ.
 * @param policy Set to the new object; free it with policy_free().
 * @return 0, ENOMEM, open()'s errors, or EINVAL after a message that names the
 *         line on standard error. A lesson that is not in the folder lessons/
 *         is such an error, if there is that folder.
 */
int policy_read(const char *path, const char *due, struct policy **policy);

/** @brief As policy_read(), from a text.
 *  @param name What messages call it. */
int policy_parse(const char *text, const char *name, const char *due,
                 struct policy **policy);

/** @brief Frees it; NULL is allowed. */
void policy_free(struct policy *policy);

/** @return What applies to a lesson. */
struct policy_lesson policy_lesson(const struct policy *policy,
                                   const char *lesson);

/** @return The lesson that the file names as the @p index th, from 0; NULL
 *  after the last. Borrowed. */
const char *policy_listed(const struct policy *policy, size_t index);

/** @return Whether a lesson counts that the file does not name but that
 *  someone handed in. */
bool policy_counts_unlisted(const struct policy *policy);

/** @return Begun days from a due date to @p handed_in, 0 in time. A day ends at
 *  the same local time of day, also where the clocks changed.
 *  @param due 0: none. */
int policy_days_after(const struct policy *policy, time_t due,
                      time_t handed_in);

/** @return The points of 100 that so many days cost, at most `late_most`. */
double policy_penalty(const struct policy *policy, int late_days);

/** @return Whether so many days are more than `late_until`. */
bool policy_is_over(const struct policy *policy, int late_days);

/** @return How many late days cost each person nothing. */
int policy_slip_days(const struct policy *policy);

/** @return What was decided, of all lines that are about both; what names the
 *  student goes before what names the lesson alone. */
struct policy_decision policy_decision(const struct policy *policy,
                                       const char *student, const char *lesson);

/** @return The @p index th decision as the file has it, from 0; NULL after the
 *  last. */
const struct policy_decision *policy_decision_at(const struct policy *policy,
                                                 size_t index);

/** @return The heading of a lesson's column in a sheet, or of "total"; NULL if
 *  the file does not say. Borrowed. */
const char *policy_column(const struct policy *policy, const char *lesson);

/** @return What 100 is in that column; 0: the file does not say. */
double policy_column_most(const struct policy *policy, const char *lesson);

/** @return Which files the instructor gives to whom; borrowed.
 *  @param count Set to how many there are. */
const struct intake_take *policy_takes(const struct policy *policy,
                                       size_t *count);

/** @return What lessons are called in sheets; borrowed.
 *  @param count Set to how many there are. */
const struct intake_column *policy_columns(const struct policy *policy,
                                           size_t *count);

/** @return Whether a sheet's cell stays as it is where nothing was handed in;
 *  else it gets a 0. */
bool policy_missing_blank(const struct policy *policy);

/** @return The file's text as it was read, "" without one; borrowed. */
const char *policy_text(const struct policy *policy);

#endif
