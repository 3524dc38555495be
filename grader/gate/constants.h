/**
 * @file constants.h
 * @brief Variables that the race detector takes for constants.
 */
#ifndef LOCKSTEP_GATE_CONSTANTS_H
#define LOCKSTEP_GATE_CONSTANTS_H

#include "gate/refusal.h"

/**
 * @brief Checks the types of an object file's variables.
 *
 * gcc puts no hook on an access to a variable that is declared const. It lies
 * where it can't be written, unless it is volatile as well: then a cast turns
 * it into a variable whose races nobody sees. That is refused.
 *
 * @param path The object, with its debugging information.
 * One thread only.
 */
void constants_check(const char *path, struct refusals *refusals);

#endif
