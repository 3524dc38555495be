/**
 * @file rules.h
 * @brief What a student's code may not say to the compiler.
 */
#ifndef LOCKSTEP_GATE_RULES_H
#define LOCKSTEP_GATE_RULES_H

#include "gate/directives.h"
#include "gate/refusal.h"
#include "gate/words.h"

/** @return Whether a name belongs to the race detector, the linker or the kit,
 *  judging by how it begins. */
bool symbol_is_reserved(const char *name);

/**
 * @brief Checks the tokens of a preprocessed file.
 *
 * Refused are inline assembly, attributes and pragmas that change how code is
 * compiled or where it is put, and names that belong to the race detector or to
 * the grader.
 *
 * @param text    What `gcc -E` printed.
 * @param source  The file, as given to the compiler.
 * @param inclusions The file's; what was entered from one is not checked.
 * @param names   Gets every name in the student's own file, with the line of
 * the first use. One thread only.
 */
void rules_check(const char *text, const char *source,
                 struct inclusions *inclusions, struct words *names,
                 struct refusals *refusals);

#endif
