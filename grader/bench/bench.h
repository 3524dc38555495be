/**
 * @file bench.h
 * @brief The sections of `make bench`.
 *
 * Each measures, prints its tables, and leaves its figures as
 * build/bench/NAME.json.
 */
#ifndef LOCKSTEP_BENCH_H
#define LOCKSTEP_BENCH_H

#include <jansson.h>
#include <stdbool.h>

#define BENCH_FOLDER "build/bench"

/** How much is measured. */
struct bench {
    bool quick;
    const char *compiler;
    unsigned runs;      /**< speed and check: how often */
    double window;      /**< speed: seconds of one measurement */
    unsigned seeds;     /**< search: how many */
    unsigned stride;    /**< corpus: take each n-th program */
    double run_limit;   /**< search: seconds that one run may take */
    double budget;      /**< detection: seconds for each tool and bug */
    double twin_budget; /**< detection: seconds for each tool and twin */
};

/** @brief Schedules a second, beside processes and threads.
 *  @return Whether it could be measured; the same for all sections. */
bool speed_measure(const struct bench *bench);
/** @brief Schedules to the first finding, by program and strategy. */
bool search_measure(const struct bench *bench);
/** @brief What the explorer, ThreadSanitizer and Helgrind find. */
bool detection_measure(const struct bench *bench);
/** @brief Schedules until every behaviour was seen, by a program's size. */
bool classes_measure(const struct bench *bench);
/** @brief What `make check L=01` costs. */
bool check_measure(const struct bench *bench);
/** @brief What `make check` of all lessons costs, and of each after an edit. */
bool course_measure(const struct bench *bench);
/** @brief What grading a class costs, by its size, and whether scores flip. */
bool class_measure(const struct bench *bench);

/** @brief Adds what was measured with, and writes build/bench/NAME.json.
 *  @param figures Owned by the callee from now on. */
bool figures_write(const struct bench *bench, const char *name,
                   json_t *figures);

#endif
