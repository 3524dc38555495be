/**
 * @file screen.h
 * @brief A report on one screen: what a learner mends first.
 */
#ifndef LOCKSTEP_SCREEN_H
#define LOCKSTEP_SCREEN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/** So many lines at most: a terminal has 24, and make and the shell write on
 *  it, too. */
enum { SCREEN_LINES = 21 };

/** And of a pass: what to do with it (grader/cli/check.sh) stands below it. */
enum { PASS_LINES = 15 };

/**
 * @brief Writes the finding to mend first, where it is, the shortest picture of
 *        it, and what to type next; the report (report.h) has all.
 *
 * What was seen without a call that fails to make something comes first, and
 * then causes: a misuse or a crash, then a race, then what the trials saw
 * of harm and threads that can't go on, then the rest. Among equals the picture
 * with the fewest threads wins, and then with the fewest steps. In as many
 * columns as the report has; the same record gives the same text. Any thread.
 * Of a pass whose report is longer than PASS_LINES: a line for each trial, and
 * what was proved in all. Of code that was not run: why (unrun.h).
 * @return Whether anything was written; otherwise the report is the screen, as
 *         where a person has to look at it (`integrity`).
 */
bool screen_write(FILE *to, const json_t *record);

#endif
