/**
 * @file minimise.h
 * @brief The fewest context switches that still give the same finding.
 */
#ifndef LOCKSTEP_MINIMISE_H
#define LOCKSTEP_MINIMISE_H

#include "explore/search/search.h"

/** The schedule to show. */
struct minimal {
    struct search search;       /**< with its own limits: memory points */
    struct decision *decisions; /**< static; valid until the next call */
    unsigned long count;        /**< of the decisions */
    bool minimised;             /**< whether it could be repeated at all */
    bool raced;                 /**< it shows a race */
    uint64_t print;             /**< schedule.print when it was run */
};

/**
 * @brief Shrinks the schedule of a finding.
 * @param result As search_run() left it, with a finding.
 */
struct minimal minimise(const struct search *search,
                        const struct search_result *result);

#endif
