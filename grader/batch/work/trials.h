/**
 * @file trials.h
 * @brief The instructor's own trials, compiled into a lesson's grader.
 *
 * DIR/NN_slug.c holds TRIAL()s, as grader/lessons/NN_slug/trials.c does;
 * students' own copies run the kit's, the class run both. A grader so made lies
 * in build/trials/DIGEST/ and is made once.
 */
#ifndef LOCKSTEP_TRIALS_H
#define LOCKSTEP_TRIALS_H

#include "batch/work/key.h"

/**
 * @brief Makes sure that a lesson's grader with the trials is there, and makes
 *        it if it is not. Several processes may do so at once.
 * @param folder Set to its folder, owned by the caller; NULL if there are no
 *               trials for the lesson.
 * @return 0 or an errno value (EINVAL: they do not compile), after a message
 *         with the compiler's words on standard error.
 */
int trials_build(const char *lesson, const struct task_rules *rules,
                 const struct key_base *base, char **folder);

/** @brief Checks that every file of the folder is for a lesson.
 *  @return 0, EINVAL or opendir()'s errors, after a message. */
int trials_check(const char *trials);

#endif
