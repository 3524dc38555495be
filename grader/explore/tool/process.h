/**
 * @file process.h
 * @brief Runs the commands that the tools are made of.
 */
#ifndef LOCKSTEP_TOOL_PROCESS_H
#define LOCKSTEP_TOOL_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @brief Runs a command, found as the shell would find it, and waits for it.
 * @return Its exit status, or 127 if it did not end by itself.
 */
int process_run(char *const *argv);

/** @brief Becomes the command. Returns only, with a message, if it can't. */
void process_become(char *const *argv);

/** @brief Makes a folder from a template, as mkdtemp() does.
 *  @param tool Who says why, if it can't be made.
 *  @return Whether it was made. */
bool folder_make(char *folder, const char *tool);

/** @brief Removes a folder with all that is in it. */
void folder_remove(const char *folder);

/**
 * @brief Finds the root of the kit, which the running program is three levels
 *        below, in a tree of its own or an installed one.
 * @return 0 or an errno value.
 */
int kit_find(char *kit, size_t size);

#endif
