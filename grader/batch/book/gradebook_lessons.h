/**
 * @file gradebook_lessons.h
 * @brief Which lessons count in a run.
 */
#ifndef LOCKSTEP_GRADEBOOK_LESSONS_H
#define LOCKSTEP_GRADEBOOK_LESSONS_H

#include <stddef.h>

#include "batch/book/policy.h"
#include "batch/intake/intake_file.h"

/** A lesson that counts; both texts are owned by the list. */
struct lesson {
    char *id, *title;
};

/** All of them, in the order of their numbers. */
struct lessons {
    struct lesson *lesson;
    size_t count;
};

/**
 * @brief Finds the lessons that the policy names and, if it lets them count,
 *        those that anyone handed in.
 * @return 0 or ENOMEM; free them with lessons_free().
 */
int lessons_find(const struct intake *intake, const struct policy *policy,
                 struct lessons *lessons);

/** @brief Frees them. */
void lessons_free(struct lessons *lessons);

#endif
