/**
 * @file executor.h
 * @brief Who carries the tasks out: this machine's cores, or a cluster.
 *
 * Every executor does the same: for each task that is not done it makes sure
 * that `grade one` runs (one_arguments() says how) and reports the outcome to
 * the progress. Records are the only result; a task whose record did not come
 * is tried once more and then left.
 */
#ifndef LOCKSTEP_EXECUTOR_H
#define LOCKSTEP_EXECUTOR_H

#include "batch/work/progress.h"
#include "batch/work/task.h"

/** What all executors are given; borrowed. */
struct execution {
    const struct task_rules *rules;
    const char *out;  /**< OUT, absolute */
    const char *work; /**< folder for work folders; only on this machine */
    unsigned jobs;    /**< tasks at a time, at least 1 */
    int lock;         /**< descriptor that holds the run's lock; a process that
                           has it keeps other runs away */
    FILE *log;        /**< OUT/grade.log, lines as log_line() writes them */
    const char *options; /**< words for sbatch, or NULL */
};

/** A way to carry tasks out. */
struct executor {
    const char *name; /**< as `--executor` has it */
    const char *what; /**< for the manual, one line */
    /**
     * @brief Grades all tasks that are not done, and updates them.
     * @return 0 when each was tried, whatever came of it; EINTR if a signal
     *         asked to end (nothing is left running then); or an errno value.
     */
    int (*grade)(struct tasks *tasks, const struct execution *execution,
                 struct progress *progress);
};

/** Processes on this machine. */
extern const struct executor executor_local;

/** A job array of Slurm, over a folder that all its machines share. */
extern const struct executor executor_slurm;

enum { ARGUMENTS_MOST = 32 };

/** A command line, its texts owned. */
struct arguments {
    char *argv[ARGUMENTS_MOST]; /**< ends with NULL */
    size_t count;
};

/**
 * @brief The command that grades a task: `grade one ...`, with absolute paths.
 * @return 0 or an errno value. Free with arguments_free() in either case.
 */
int one_arguments(const struct task *task, const struct execution *execution,
                  struct arguments *arguments);

/** @brief Frees the texts. */
void arguments_free(struct arguments *arguments);

/** @brief Adds a line with the time before it to the log; control characters
 *  do not get through. */
void log_line(FILE *log, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
