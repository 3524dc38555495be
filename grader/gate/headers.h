/**
 * @file headers.h
 * @brief What headers a source includes, and how.
 */
#ifndef LOCKSTEP_GATE_HEADERS_H
#define LOCKSTEP_GATE_HEADERS_H

#include "gate/refusal.h"
#include "gate/words.h"

/** By what a file's inclusions are judged; all is borrowed. */
struct inclusion_rules {
    const char *source; /**< the file, as given to the compiler */
    const char *header; /**< the lesson's own header, without folders */
    const struct words *defined; /**< macros that a header could have met */
    const struct words *names;   /**< every name that the file says */
};

/**
 * @brief Checks the headers that a preprocessed file names.
 *
 * Refused are files that are neither the lesson's header nor the system's,
 * headers that say something else because of the student's macros, and use of
 * the compiler's own for single processors: what they declare becomes
 * instructions without a race detector's hook.
 *
 * @param text What `gcc -E` printed.
 * One thread only.
 */
void headers_check(const char *text, const struct inclusion_rules *rules,
                   struct refusals *refusals);

#endif
