/**
 * @file directives.h
 * @brief What a source says to the preprocessor.
 */
#ifndef LOCKSTEP_GATE_DIRECTIVES_H
#define LOCKSTEP_GATE_DIRECTIVES_H

#include <stdbool.h>
#include <stddef.h>

#include "gate/refusal.h"
#include "gate/words.h"

/** A line that includes a header. */
struct inclusion {
    unsigned first, last; /**< it may be spread over several */
    bool entered;         /**< the preprocessor was seen to enter it */
};

/** All of a file. Begin with all members 0. */
struct inclusions {
    struct inclusion *at; /**< owned */
    size_t count, room;
};

/** @return Whether a header can be entered from this line: once for each
 *  inclusion on it. */
bool inclusion_enter(struct inclusions *inclusions, unsigned line);

/** @brief Frees what they hold. */
void inclusions_free(struct inclusions *inclusions);

/**
 * @brief Checks the directives of a file as its author wrote it.
 *
 * Refused are: a directive that says lines come from elsewhere (the tokens
 * after it would count as a header's), inclusion of what names no header (what
 * was included is checked in headers.h), raw strings (comments could not be
 * told from them), bytes that are not text, and what compilers could read
 * differently.
 *
 * @param text    The file; @p length its size in bytes.
 * @param defined Gets the macros that are defined before the last inclusion:
 *                they could change what a header says.
 * @param inclusions Gets the lines that include something.
 * One thread only.
 */
void directives_check(const char *text, size_t length, struct words *defined,
                      struct inclusions *inclusions, struct refusals *refusals);

#endif
