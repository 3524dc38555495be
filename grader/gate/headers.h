/**
 * @file headers.h
 * @brief What headers a source includes, and how.
 */
#ifndef LOCKSTEP_GATE_HEADERS_H
#define LOCKSTEP_GATE_HEADERS_H

#include "gate/refusal.h"
#include "gate/words.h"

/**
 * @brief Checks the headers that a preprocessed file names.
 *
 * Refused are headers that say something else because of the student's macros,
 * and the compiler's own for single processors: what they declare becomes
 * instructions without a race detector's hook.
 *
 * @param text    What `gcc -E` printed.
 * @param source  The file, as given to the compiler.
 * @param defined Macros of the file that a header could have met.
 * One thread only.
 */
void headers_check(const char *text, const char *source,
                   const struct words *defined, struct refusals *refusals);

#endif
