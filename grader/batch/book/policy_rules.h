/**
 * @file policy_rules.h
 * @brief A policy's inside, for policy.c and policy_read.c alone.
 */
#ifndef LOCKSTEP_POLICY_RULES_H
#define LOCKSTEP_POLICY_RULES_H

#include "batch/book/policy.h"

/** A line for a lesson. */
struct policy_rule {
    const char *lesson; /**< or "*" */
    double weight;
    time_t due;
    const char *visibility;
};

/** Each array has room for as many as the text has lines. */
struct policy {
    char *text;  /**< as it was read */
    char *words; /**< the same, cut into words; the rules point into it */
    time_t due;  /**< of lessons without a due date of their own, or 0 */
    struct policy_rule *rules;
    size_t rule_count;
    struct policy_decision *decisions;
    size_t decision_count;
    struct intake_take *takes;
    size_t take_count;
    struct intake_column *columns;
    size_t column_count;
    double late_per_day, late_most;
    double late_until; /**< days after which nothing counts; 0: none */
    double slip_days;
    bool dated;   /**< a date was read, in the zone of then */
    char **named; /**< folders of lessons that the text calls otherwise */
    size_t named_count;
    time_t late_grace;  /**< seconds */
    bool missing_blank; /**< see policy_missing_blank() */
};

#endif
