/**
 * @file report.h
 * @brief A whole exploration, and what it reports to the judge.
 *
 * Besides what finding.h and trace.h describe, one line of figures:
 *
 *     {"t":"engine","schedules":3412,"steps":81204,"longest":31,"bound":2,
 *      "bound_older":0,"bound_schedules":3100,"complete":1,"every":0,
 *      "spurious":1,"timeouts":1,"interrupts":0,"failures":0,"held":1,
 *      "weak":1,"played":["timeouts"],"threads":3,"cut":0,"weak_orders":0,
 *      "older":0,"diverged":0,"repeated":12,"lingering":64,"dfs":3411,
 *      "random":0,"strategy":"dfs","first":17,"reached":1,
 *      "bounds":[2,96,3100]}
 *
 * `bound` is the highest preemption bound whose schedules were all run (-1:
 * none), `every` says that no schedule beyond it exists, `first` is the number
 * of the schedule that met the finding (0: none) and `strategy` what ran it.
 * `played` are the moves of the adversary that some schedule had an occasion
 * for; of the others the search says nothing.
 * `weak_orders`: it has atomics that are less than seq_cst, or fences; `older`:
 * and their loads see older values, too; `bound_older`: so they do in the
 * schedules of `bound`, where each such value counts as a preemption.
 * `repeated` and `lingering` are the schedules of recheck.h.
 *
 * What is left at the end of a program, and is no finding, is a note: POSIX
 * allows it ("allowed"), or --leaks was not given.
 *
 *     {"t":"note","kind":"misuse","text":"creates a thread that is never ...",
 *      "call":"pthread_create","at":"0x401234","thread":"main","allowed":0}
 *
 * What the search found is reported whatever its replay does. If that goes
 * another way, the trace is "lost" and has no steps (trace.h). For a race that
 * the explorer saw, though perhaps not ThreadSanitizer:
 *
 *     {"t":"collision","object":"0x404060","does":"reads","at":"0x401234",
 *      "thread":"a","other":"writes","other_at":"0x401250",
 *      "other_thread":"b"}
 */
#ifndef LOCKSTEP_REPORT_H
#define LOCKSTEP_REPORT_H

#include <stdbool.h>

#include "explore/search/search.h"

/**
 * @brief Searches, or replays, and reports.
 * @param search What to do.
 * @param replay A schedule id, or NULL to search.
 * @param follow A schedule of other code to be followed (follow.h), or NULL.
 * @return Whether nothing was found.
 */
bool explore(const struct search *search, const char *replay,
             const char *follow);

#endif
