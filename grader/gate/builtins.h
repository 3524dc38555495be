/**
 * @file builtins.h
 * @brief What a source may use of the compiler's own functions.
 */
#ifndef LOCKSTEP_GATE_BUILTINS_H
#define LOCKSTEP_GATE_BUILTINS_H

#include <stdbool.h>

#include "gate/tokens.h"

/**
 * @return Whether a name is one of the compiler's own functions, and not one
 *         that lessons or the C library's macros need. Many of these become
 *         instructions without a race detector's hook.
 */
bool builtin_is_needless(const struct token *name);

#endif
