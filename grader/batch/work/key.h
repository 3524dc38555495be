/**
 * @file key.h
 * @brief Names for gradings: digests of all that decides a verdict.
 *
 * The kit counts by its sources (its own version number does not change with
 * every edit), the compiler by what `--version` says. Each function that fails
 * has printed why on standard error.
 */
#ifndef LOCKSTEP_KEY_H
#define LOCKSTEP_KEY_H

#include "base/digest.h"
#include "batch/work/task.h"

/** What is the same for all submissions to one lesson. */
struct key_base {
    char kit[DIGEST_HEX];    /**< kit, compiler and the lesson's grader */
    char trials[DIGEST_HEX]; /**< kit and the instructor's trials; "" if there
                                  are none for the lesson */
};

/**
 * @brief Takes the digest of the kit as it grades @p lesson. The working
 *        directory is the kit's root.
 * @return 0 or an errno value.
 */
int key_base(const char *lesson, const struct task_rules *rules,
             struct key_base *base);

/**
 * @brief The key of one grading.
 * @param source The digest of the student's file.
 * @return 0 or ENOMEM.
 */
int key_make(const struct key_base *base, const char *lesson,
             const struct task_rules *rules, const char *source,
             char key[DIGEST_HEX]);

#endif
