/**
 * @file attempt.h
 * @brief Of what a student handed in several times, the last counts.
 */
#ifndef LOCKSTEP_ATTEMPT_H
#define LOCKSTEP_ATTEMPT_H

#include "batch/intake/choice_tell.h"

/**
 * @brief Leaves out a lesson's earlier attempts, and says so.
 *
 * Two files are attempts at one thing if their paths differ in nothing but
 * numbers and moments where course systems put them: in the part that says
 * whose it is, in a folder below that is a number, `Version 2` or the like, and
 * in moments anywhere below. The later moment is the later attempt, else the
 * greater number.
 * @return 0 or ENOMEM.
 */
int attempts_drop(struct field *field);

#endif
