/**
 * @file directives.h
 * @brief What a source says to the preprocessor.
 */
#ifndef LOCKSTEP_GATE_DIRECTIVES_H
#define LOCKSTEP_GATE_DIRECTIVES_H

#include "gate/refusal.h"
#include "gate/words.h"

/**
 * @brief Checks the directives of a file as its author wrote it.
 *
 * Refused are: a directive that gives lines other places (the tokens behind it
 * would count as a header's), inclusion of anything but the C library's headers
 * and the lesson's own, raw strings (comments could not be told from them), and
 * bytes that are no text.
 *
 * @param text    The file; @p length its size in bytes.
 * @param header  Base name of the lesson's header.
 * @param defined Gets the macros that are defined before the last inclusion:
 *                they could change what a header says.
 * One thread only.
 */
void directives_check(const char *text, size_t length, const char *header,
                      struct words *defined, struct refusals *refusals);

#endif
