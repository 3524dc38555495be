/**
 * @file calls.h
 * @brief What calls move past the race detector.
 */
#ifndef LOCKSTEP_GATE_CALLS_H
#define LOCKSTEP_GATE_CALLS_H

#include "gate/refusal.h"
#include "gate/words.h"

/**
 * @brief Checks the code as gcc has it right after putting in the hooks.
 *
 * gcc puts no hook on what a call itself moves: a structure that is passed or
 * returned by value, straight from or to memory that threads share. A race
 * there would go unseen, so this is refused. So are copies that gcc makes by
 * itself of structures with variable arrays in them, for which it puts in
 * memcpy() and then no call.
 *
 * @param dump      What `-fdump-tree-tsan-raw-lineno-uid` wrote.
 * @param source    The file, as given to the compiler.
 * @param variables Objects in memory that threads share, by name.
 * One thread only.
 */
void calls_check(const char *dump, const char *source,
                 const struct words *variables, struct refusals *refusals);

#endif
