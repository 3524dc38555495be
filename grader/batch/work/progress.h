/**
 * @file progress.h
 * @brief How far grading is: a bar on a terminal, lines elsewhere.
 *
 * On a terminal one line stays at the bottom and is drawn again at most five
 * times a second; anything else goes above it (progress_say()).
 * Elsewhere each finished task is a line. One thread at a time.
 */
#ifndef LOCKSTEP_PROGRESS_H
#define LOCKSTEP_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>

#include "batch/work/task.h"

/** Verdicts in the order in which they are shown. */
enum { VERDICTS = 5 };
/** Their words. */
extern const char *const verdict_names[VERDICTS];

/** @return Which of them a verdict is, or -1. */
int verdict_index(const char *verdict);

/** The state of a run; begin with progress_begin(). */
struct progress {
    FILE *to;
    bool terminal; /**< a bar is drawn */
    bool colour;
    size_t total;  /**< tasks of the run */
    size_t done;   /**< those with a record, also from earlier runs */
    size_t known;  /**< those that had one when the run began */
    size_t failed; /**< those given up: no record came */
    size_t running;
    size_t verdicts[VERDICTS];
    double began; /**< seconds of the monotonic clock */
    double drawn; /**< when the bar was last drawn; 0: it is not there */
};

/** @brief Begins to show @p tasks.
 *  @param to Standard output, or a file. */
void progress_begin(struct progress *progress, FILE *to,
                    const struct tasks *tasks);

/** @brief A task was finished: its record is there. */
void progress_task(struct progress *progress, const struct task *task,
                   const struct record_brief *brief);

/** @brief A task was given up. @p reason stays one line. */
void progress_failed(struct progress *progress, const struct task *task,
                     const char *reason);

/** @brief Says a line, above the bar if there is one. The text may hold what
 *  students wrote. */
void progress_say(struct progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** @brief Draws the bar again if it is time to. To be called several times a
 *  second. */
void progress_tick(struct progress *progress);

/** @brief Takes the bar away. */
void progress_end(struct progress *progress);

/**
 * @brief The bar's text, for a terminal so wide, without colour.
 * @param now Seconds of the monotonic clock.
 */
void progress_text(const struct progress *progress, double now, unsigned width,
                   char *text, size_t size);

#endif
