/**
 * @file progress.h
 * @brief While the search runs: a line that says how far it is, and Ctrl-C.
 */
#ifndef LOCKSTEP_TOOL_PROGRESS_H
#define LOCKSTEP_TOOL_PROGRESS_H

#include <stdbool.h>
#include <sys/types.h>

/** @return Whether somebody would see the line: standard error is a terminal
 *  that can take one back. */
bool progress_wanted(void);

/** @brief From now on Ctrl-C is noted, and leaves no files behind. */
void progress_listen(void);

/** @brief The program begins. @param seconds It has for its search; 0: any. */
void progress_begin(unsigned long seconds);

/** @brief Shows a line of what the program observed, if it is about that. */
void progress_show(const char *line);

/** @brief Sends Ctrl-C on to the program, so that it stops its search.
 *  @return Whether it must be killed: it was asked twice, or has not answered
 *          for seconds. */
bool progress_turn(pid_t pid);

/** @brief The program has ended: takes the line away. */
void progress_end(void);

/** @return Whether Ctrl-C was pressed. */
bool progress_interrupted(void);

/** @return Whether progress_turn() had the program killed. */
bool progress_killed(void);

#endif
