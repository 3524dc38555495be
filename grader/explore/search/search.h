/**
 * @file search.h
 * @brief Looks for a schedule with a finding, in a fixed order.
 *
 * One plain run; depth-first search at preemption bound 0, 1 and 2; then
 * reduced search, which runs one schedule of each class (classes.h). Where that
 * ends, it is run once more with twice the spurious wakeups and timeouts. Where
 * it does not, depth-first search at bound 3, 4, ...; and what is left of the
 * budget goes to partial-order sampling, PCT and SURW in turn. The budget is a
 * number of schedules and of steps, so the machine's speed changes nothing.
 *
 * Reduced search that has a budget of its own comes first of all, for some of
 * it. If it ends and finds nothing, that is the proof. If anything else comes
 * of it, but for a race, it is as if it had not been: findings come from the
 * order above.
 *
 * As soon as a schedule is cut, the search begins anew: the program may go on
 * for ever, and then whole schedules are a waste. It is searched in beginnings
 * of its schedules, short ones and then longer ones, each length with an equal
 * share of what is left, and in the same order.
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
    void *(*body)(void *);      /**< the first thread */
    void *argument;             /**< its argument; borrowed */
    struct limits limits;       /**< of each schedule */
    uint64_t seed;              /**< of the random strategies */
    unsigned long budget;       /**< schedules */
    unsigned long class_budget; /**< of the reduced search, beside the others;
                                     0: half of #budget */
    unsigned highest_bound;     /**< preemptions; 0: as the budget lasts */
    unsigned long long steps;   /**< the budget in effort; 0: none */
    const char *only;           /**< one strategy by name, or NULL: all */
    bool (*wanted)(void);       /**< what counts as found; NULL: any finding */
    void (*after_first)(void);  /**< called after the plain run, or NULL */
    void (*after_each)(void);   /**< after each of the search's own, or NULL */
    bool rc11;                  /**< atomic loads may see older values, where
                                     the program has weaker orders */
    bool outputs;               /**< tell of outputs that differ */
    /** What the last schedule cost besides its steps, in steps; or NULL. */
    unsigned long (*extra)(void);
    bool needs_reach; /**< some schedule must call trial_reached() */
    /** Set from outside when no further schedule is wanted; NULL: never. */
    const atomic_bool *stop;
    /** Called before each schedule with what is about to run; NULL: not
     *  wanted. */
    void (*progress)(const struct search_result *result,
                     const struct strategy *strategy, unsigned bound);
};

/** This many bounds are reported one by one. */
enum { BOUNDS_TOLD = 32 };

/** So many lengths of beginnings are searched at most. */
enum { BEGINNINGS = 4 };

/** A search of schedules that were cut after a number of steps. */
struct beginning {
    unsigned long steps;     /**< that number */
    int bound;               /**< highest bound completed; -1: none */
    unsigned long schedules; /**< run at that bound */
};

/** What came of it. */
struct search_result {
    bool found;                    /**< something wanted was found */
    struct finding finding;        /**< what, if so */
    char thread[THREAD_NAME];      /**< the name of finding.thread */
    char holder[THREAD_NAME];      /**< the name of finding.holder */
    struct limits limits;          /**< of the schedule with the finding */
    struct finding note;           /**< late, and not asked for; or none */
    char note_thread[THREAD_NAME]; /**< the name of note.thread */
    uint64_t print;                /**< schedule.print of it */
    unsigned long length;          /**< its steps */
    struct collision collision;    /**< its two accesses due at once, if any */
    struct decision *decisions;    /**< of the schedule with the finding */
    unsigned long decision_count;  /**< of them */
    unsigned long schedules;       /**< run in all */
    unsigned long first;           /**< the number of that schedule, from 1 */
    unsigned long long steps;      /**< scheduling points in all */
    unsigned long long effort;     /**< what they cost; see schedule.effort */
    unsigned long longest;         /**< points of the longest schedule */
    unsigned long cut;             /**< schedules that were cut */
    int bound;                     /**< highest bound completed; -1: none */
    bool bound_older;              /**< ... and with older values, each of
                                        which counts as a preemption */
    bool stopped;                  /**< search.stop was set before its end */
    bool exhausted;                /**< every schedule was run */
    bool twice;                    /**< ... with TWICE instead of once */
    bool weak_late;        /**< a weak memory order came unexpectedly: it begins
                                anew (model/atomics.h) */
    bool diverged;         /**< the code is not deterministic */
    unsigned repeated;     /**< schedules run once more, to see */
    unsigned lingering;    /**< run with a thread held at accesses */
    unsigned offered;      /**< schedule.offered of any of them */
    bool reached;          /**< a schedule called trial_reached() */
    unsigned most_threads; /**< that were alive at once */
    const char *strategy;  /**< that found it */
    unsigned long dfs_schedules;    /**< run by depth-first search */
    unsigned long class_schedules;  /**< run by the reduced search */
    unsigned long classes;          /**< that it told apart; 0: not all */
    const char *not_reduced;        /**< why it gave up, after "the code" */
    unsigned long random_schedules; /**< run by the random strategies */
    unsigned long bound_schedules;  /**< run at the highest bound completed */
    unsigned long at_bound[BOUNDS_TOLD];    /**< run at each bound completed */
    struct beginning beginning[BEGINNINGS]; /**< in the order searched */
    unsigned beginnings; /**< of them; 0: whole schedules were searched */
};

/** @brief Searches until something is found or the budget is spent. */
void search_run(const struct search *search, struct search_result *result);

/** @return Whether loads may see older values in some of its schedules: if
 *  search.rc11 is set, and a weaker memory order than seq_cst was met. */
bool search_sees_older(const struct search *search);

/** @return Whether search.only may be @p name. */
bool strategy_known(const char *name);

/**
 * @brief Runs one schedule with the settings of @p search.
 * @return Whether there was a finding in it.
 */
bool search_once(const struct search *search, const struct strategy *strategy,
                 struct search_result *result);

/**
 * @brief As search_once(), for a search that goes on after a late finding: sets
 *        the first aside.
 * @return Whether there was one that ends the search.
 */
bool search_try(const struct search *search, const struct strategy *strategy,
                struct search_result *result);

/** @brief A search begins: nothing is set aside. */
void late_forget(void);

/** @brief A search ends: what was set aside is found, if nothing else was. */
void late_tell(struct search_result *result);

#endif
