/**
 * @file gradebook_result.h
 * @brief From a submission and its record to a score, by the policy.
 *
 * A calculation alone: nothing is read or written.
 */
#ifndef LOCKSTEP_GRADEBOOK_RESULT_H
#define LOCKSTEP_GRADEBOOK_RESULT_H

#include <jansson.h>
#include <stdio.h>

#include "batch/book/gradebook_take.h"
#include "batch/book/policy.h"

/** What a result can be flagged with, in the order of the alphabet. */
enum result_flag {
    FLAG_EXCUSED = 1 << 0,
    FLAG_INTEGRITY = 1 << 1,
    FLAG_INVALID = 1 << 2,
    FLAG_LATE = 1 << 3,
    FLAG_LMS_LATE = 1 << 4,
    FLAG_MISSING = 1 << 5,
    FLAG_NO_TIME = 1 << 6,
    FLAG_OVERRIDE = 1 << 7,
    FLAG_PROBLEM = 1 << 8,
    FLAG_SEVERAL = 1 << 9,
    FLAG_SLIP = 1 << 10,
    FLAG_UNGRADED = 1 << 11,
    FLAG_UNUSABLE = 1 << 12
};

/** A row of the table `result`; texts are borrowed from its sources. */
struct result {
    const char *state, *verdict;
    double raw;
    int late_days, excused;
    int slip;   /**< of these days, how many were the person's slip days */
    time_t due; /**< when it was due for this person; 0: never */
    double penalty;
    struct policy_decision decision;
    double score; /**< NaN: does not count */
    unsigned flags;
};

/**
 * @brief Works a result out.
 * @param submission The intake's, or NULL: nothing was handed in.
 * @param facts Of the submission's record.
 * @param slip  The person's slip days that are left; made less by those used.
 */
struct result result_make(const struct policy *policy, const char *student,
                          const char *lesson, const json_t *submission,
                          const struct record_facts *facts, int *slip);

/** @brief Writes the flags' words.
 *  @param before Written before each but the first.
 *  @param after  Written after each. */
void result_flags_write(FILE *file, unsigned flags, const char *before,
                        const char *after);

#endif
