/**
 * @file stacks.h
 * @brief Where the threads of a running probe stand.
 */
#ifndef LOCKSTEP_STACKS_H
#define LOCKSTEP_STACKS_H

#include <jansson.h>
#include <sys/types.h>

/**
 * @brief Appends an observation `{"t":"stands","tid":N,"at":"0x..."}` for each
 *        frame of each thread of @p pid that lies in its own program.
 * @param program The probe's file if it runs in a sandbox, where its path is
 *                different; else NULL. Threads have the numbers that they have
 *                there.
 * Attaches to the process and lets it go on; where that isn't allowed, nothing
 * is appended.
 */
void stacks_read(pid_t pid, const char *program, json_t *stands);

#endif
