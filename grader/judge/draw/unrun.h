/**
 * @file unrun.h
 * @brief The first screen of code that was not run: it does not compile, or
 *        the gate refuses it.
 */
#ifndef LOCKSTEP_UNRUN_H
#define LOCKSTEP_UNRUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/**
 * @brief Writes the first of what the compiler or the gate says, as much as a
 *        terminal of 80 columns has room for, and what to type next.
 *
 * The same record gives the same text. Any thread.
 * @param most How many lines it may have.
 * @return Whether anything was written: not if the code was run.
 */
bool unrun_screen(FILE *to, const json_t *record, size_t most);

#endif
