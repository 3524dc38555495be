/**
 * @file search.h
 * @brief Looks for a schedule with a finding, in a fixed order.
 *
 * One plain run; depth-first search at preemption bound 0, 1, 2, ...; what is
 * left of the budget goes to partial-order sampling, PCT and SURW in turn. The
 * budget is a number of schedules, so the machine's speed changes nothing.
 */
#ifndef LOCKSTEP_SEARCH_H
#define LOCKSTEP_SEARCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "explore/core/finding.h"
#include "explore/core/schedule.h"
#include "explore/model/memory.h"

struct search_result;

/** What to search, and how far. */
struct search {
    void *(*body)(void *);     /**< the first thread */
    void *argument;            /**< its argument; borrowed */
    struct limits limits;      /**< of each schedule */
    uint64_t seed;             /**< of the random strategies */
    unsigned long budget;      /**< schedules */
    unsigned highest_bound;    /**< preemptions; 0: as the budget lasts */
    unsigned long long steps;  /**< the budget in scheduling points; 0: none */
    const char *only;          /**< one strategy by name, or NULL: all */
    bool (*wanted)(void);      /**< what counts as found; NULL: any finding */
    void (*after_first)(void); /**< called after the plain run, or NULL */
    bool needs_reach;          /**< some schedule must call trial_reached() */
    /** Set from outside when no further schedule is wanted; NULL: never. */
    const atomic_bool *stop;
    /** Called before each schedule with what is about to run; NULL: not
     *  wanted. */
    void (*progress)(const struct search_result *result,
                     const struct strategy *strategy, unsigned bound);
};

/** This many bounds are reported one by one. */
enum { BOUNDS_TOLD = 32 };

/** What came of it. */
struct search_result {
    bool found;                     /**< something wanted was found */
    struct finding finding;         /**< what, if so */
    char thread[THREAD_NAME];       /**< the name of finding.thread */
    char holder[THREAD_NAME];       /**< the name of finding.holder */
    struct limits limits;           /**< of the schedule with the finding */
    uint64_t print;                 /**< schedule.print of it */
    struct collision collision;     /**< its two accesses due at once, if any */
    struct decision *decisions;     /**< of the schedule with the finding */
    unsigned long decision_count;   /**< of them */
    unsigned long schedules;        /**< run in all */
    unsigned long first;            /**< the number of that schedule, from 1 */
    unsigned long long steps;       /**< scheduling points in all */
    unsigned long longest;          /**< points of the longest schedule */
    unsigned long cut;              /**< schedules longer than the step bound */
    int bound;                      /**< highest bound completed; -1: none */
    bool stopped;                   /**< search.stop was set before its end */
    bool exhausted;                 /**< every schedule was run */
    bool diverged;                  /**< the code is not deterministic */
    unsigned repeated;              /**< schedules run once more, to see */
    unsigned lingering;             /**< run with a thread held at accesses */
    bool reached;                   /**< a schedule called trial_reached() */
    unsigned most_threads;          /**< that were alive at once */
    const char *strategy;           /**< that found it */
    unsigned long dfs_schedules;    /**< run by depth-first search */
    unsigned long random_schedules; /**< run by the random strategies */
    unsigned long bound_schedules;  /**< run at the highest bound completed */
    unsigned long at_bound[BOUNDS_TOLD]; /**< run at each bound completed */
};

/** @brief Searches until something is found or the budget is spent. */
void search_run(const struct search *search, struct search_result *result);

/** @return Whether search.only may be @p name. */
bool strategy_known(const char *name);

/**
 * @brief Runs one schedule with the settings of @p search.
 * @return Whether there was a finding in it.
 */
bool search_once(const struct search *search, const struct strategy *strategy,
                 struct search_result *result);

#endif
