/**
 * @file task.h
 * @brief What there is to grade: each distinct work once.
 *
 * A task's key is a digest of all that decides its verdict: the source, the
 * lesson, the kit's own sources, the compiler, the seeds and the instructor's
 * own trials. Equal keys mean equal records, so a record that is there is
 * never made again, unless its verdict is `invalid`: that was the machine.
 */
#ifndef LOCKSTEP_TASK_H
#define LOCKSTEP_TASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "batch/intake/intake_file.h"

enum { VERDICT_SIZE = 16 };

/** One thing to grade. */
struct task {
    char lesson[64];
    char source[DIGEST_HEX];    /**< OUT/sources/SOURCE.c */
    char key[DIGEST_HEX];       /**< OUT/records/LESSON/KEY.json */
    bool done;                  /**< the record is there and can stay */
    char verdict[VERDICT_SIZE]; /**< of the record, "" if there is none */
    char who[64];               /**< a student whose work it is: an id */
    unsigned sharing;           /**< how many students handed in just this */
};

/** All of them, ordered by lesson, then by key. */
struct tasks {
    struct task *task;
    size_t count;
};

/** What besides the source decides. All borrowed. */
struct task_rules {
    const char *compiler; /**< command, "gcc" */
    const char *seeds;    /**< "1,7,8", or NULL for the kit's own */
    const char *trials;   /**< folder of the instructor's trials, or NULL */
    bool sandbox;
};

/**
 * @brief Plans the tasks of an intake, and puts each submission's "key" into
 *        it. The working directory is the kit's root.
 * @return 0 or an errno value, after a message. Free with tasks_free(). One
 *         thread at a time.
 */
int tasks_plan(struct intake *intake, const char *out,
               const struct task_rules *rules, struct tasks *tasks);

/** @brief Frees them. */
void tasks_free(struct tasks *tasks);

/** @return The path of a task's record below @p out, owned by the caller; NULL
 *  without memory. */
char *task_record(const struct task *task, const char *out);

/** What a record says in short. */
struct record_brief {
    char verdict[VERDICT_SIZE];
    long points, max_points;
};

/**
 * @brief Reads no more of a record than its first members.
 * @return 0, open()'s errors, or EINVAL if it is not a record.
 */
int record_brief(const char *path, struct record_brief *brief);

#endif
