/**
 * @file policy.h
 * @brief The instructor's rules: which lessons count how much, when they are
 *        due, what lateness costs, what students see.
 *
 * One small text file (docs/instructors.md describes it), for instance:
 *
 *     # lesson       weight  due                visibility
 *     01_lock        1       2026-12-01T23:59   visible
 *     *              2       -                  visible
 *     late_per_day   10
 *     late_most      50
 *     late_grace     15
 *
 * Weights are relative; `late_per_day` and `late_most` are points of 100, and
 * `late_grace` is minutes. Times without a zone are the machine's local time.
 */
#ifndef LOCKSTEP_POLICY_H
#define LOCKSTEP_POLICY_H

#include <stdbool.h>
#include <time.h>

struct policy;

/** What holds for one lesson. */
struct policy_lesson {
    double weight;          /**< 0: shown but not counted */
    time_t due;             /**< 0: never late */
    const char *visibility; /**< Gradescope's: visible, hidden,
                                 after_due_date, after_published; borrowed */
    bool listed;            /**< named in the file, not only by `*` */
};

/**
 * @brief Reads a policy.
 * @param path The file, or NULL for the rules that hold without one: every
 *             lesson weighs 1, nothing is late, all is visible.
 * @param due  Due date for every lesson whose line has none, or NULL.
 * @param policy Set to the new object; free it with policy_free().
 * @return 0, ENOMEM, open()'s errors, or EINVAL after a message that names the
 *         line on standard error.
 */
int policy_read(const char *path, const char *due, struct policy **policy);

/** @brief Frees it; NULL is allowed. */
void policy_free(struct policy *policy);

/** @return What holds for a lesson. */
struct policy_lesson policy_lesson(const struct policy *policy,
                                   const char *lesson);

/** @return Days that @p handed_in is late, begun days counted; 0 in time. */
int policy_late_days(const struct policy *policy, const char *lesson,
                     time_t handed_in);

/** @return The points of 100 that so many days cost, at most 100. */
double policy_penalty(const struct policy *policy, int late_days);

/** @return The file's text as it was read, "" without one; borrowed. */
const char *policy_text(const struct policy *policy);

#endif
