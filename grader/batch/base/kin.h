/**
 * @file kin.h
 * @brief The processes below this one, ended from outside.
 *
 * A process that calls kin_adopt() gets every orphan below it as a child, so
 * what it kills and reaps in kin_end() is all that is left of its tree,
 * whatever sessions and groups were made in it. Single-threaded processes only.
 */
#ifndef LOCKSTEP_KIN_H
#define LOCKSTEP_KIN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/** @brief Makes this process the parent of all orphans below it.
 *  @return 0 or an errno value. */
int kin_adopt(void);

/**
 * @brief Kills and reaps all children but those in @p keep, then theirs, which
 *        have become children, and so on.
 * @return Whether nothing is left: false if the kernel keeps something for
 *         more than ten seconds.
 */
bool kin_end(const pid_t *keep, size_t count);

/** @brief The signals that a parent waits for: of children, and those that ask
 *  it to end; SIGHUP unless it was ignored from the start (nohup). */
void kin_signals(sigset_t *signals);

#endif
