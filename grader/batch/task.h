/**
 * @file task.h
 * @brief What there is to grade: each distinct work once.
 *
 * A task's key is a digest of all that decides its verdict: the source, the
 * lesson, the kit's own sources, the compiler, the seeds and the instructor's
 * own trials. Equal keys mean equal records, so a record that is there is
 * never made again.
 */
#ifndef LOCKSTEP_TASK_H
#define LOCKSTEP_TASK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "batch/digest.h"

/** One thing to grade. */
struct task {
    char lesson[64];
    char source[DIGEST_HEX]; /**< OUT/sources/SOURCE.c */
    char key[DIGEST_HEX];    /**< OUT/records/LESSON/KEY.json */
    bool done;               /**< the record is there */
};

/** All of them, in the order of their keys' lessons. */
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
 *        it.
 * @return 0 or an errno value. Free with tasks_free(). One thread at a time.
 */
int tasks_plan(json_t *intake, const char *out, const struct task_rules *rules,
               struct tasks *tasks);

/** @brief Frees them. */
void tasks_free(struct tasks *tasks);

#endif
