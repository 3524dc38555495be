/**
 * @file corpus.h
 * @brief The corpus of bugs, as the bench runs it.
 */
#ifndef LOCKSTEP_BENCH_CORPUS_H
#define LOCKSTEP_BENCH_CORPUS_H

#include <jansson.h>
#include <stdbool.h>

#include "bench/bench.h"

enum { CORPUS_MAX = 256 };

/** A program with a bug, or its corrected twin. */
struct specimen {
    char name[64];
    char finding[32]; /**< that it must get; empty for a twin */
    char source[256];
};

/** The programs with bugs, in order; static data of the callee. */
struct corpus {
    struct specimen bugs[CORPUS_MAX];
    unsigned count;
};

/** @brief Finds grader/tests/corpus/ *.c that state a finding.
 *  @return Whether there are any. */
bool corpus_find(const struct bench *bench, struct corpus *corpus);

/** @brief Sets @p twin to the corrected twin of @p bug. */
void specimen_twin(const struct specimen *bug, struct specimen *twin);

/**
 * @brief Compiles a program once for the explorer.
 * @param program Set to the path of what was built.
 * @return Whether that worked; if not, the compiler has said why.
 */
bool specimen_build(const struct bench *bench, const struct specimen *specimen,
                    char *program, size_t size);

/** What one run of the explorer came to. */
struct explored {
    bool found;
    bool timed_out;
    bool broken;         /**< it could not run at all */
    char finding[32];    /**< its kind */
    char strategy[16];   /**< that found it */
    unsigned long first; /**< the number of the schedule that found it */
    unsigned long schedules;
    unsigned long classes; /**< that reduced search told apart; 0: not all */
    bool every;            /**< no schedule behaves otherwise */
    double seconds; /**< of the whole run, from the start to the report */
};

/** How the explorer is asked to run a program; strings are borrowed. */
struct exploration {
    const char *program;  /**< as specimen_build() made it */
    const char *strategy; /**< its name; NULL: the search in its usual order */
    unsigned long schedules; /**< at most */
    double limit;            /**< seconds; then it is killed */
    bool leaks; /**< what is left at the end counts: no default of the tool */
};

/** @brief Runs a built program under the explorer. */
void specimen_explore(const struct exploration *asked, unsigned seed,
                      struct explored *explored);

#endif
