/**
 * @file build.h
 * @brief Builds a user's program into one that the explorer can run.
 */
#ifndef LOCKSTEP_TOOL_BUILD_H
#define LOCKSTEP_TOOL_BUILD_H

#include <stddef.h>

/** What to build; everything is borrowed. */
struct build {
    const char *kit;      /**< the kit's root folder */
    const char *compiler; /**< a command, may have arguments */
    const char *cflags;   /**< further flags, as one would type them */
    char *const *files;   /**< C files, ending with NULL */
    const char *folder;   /**< an existing folder for what is generated */
};

/**
 * @brief Compiles the files, renames their main, links the explorer.
 * @param program Set to the path of the program.
 * @return 0, or the exit status of the command that failed; it has said why on
 *         standard error.
 */
int build_program(const struct build *build, char *program, size_t size);

#endif
