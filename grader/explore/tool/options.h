/**
 * @file options.h
 * @brief The command line of `explore`.
 */
#ifndef LOCKSTEP_TOOL_OPTIONS_H
#define LOCKSTEP_TOOL_OPTIONS_H

#include <stdbool.h>

enum { PASSED_ON_MAX = 24 };

/** What was asked for; all strings are borrowed from the command line. */
struct tool_options {
    char **files;          /**< C files, or one program; end with NULL; owned */
    bool is_program;       /**< it is a program that explore-cc has linked */
    char *const *program;  /**< arguments of the program, ending with NULL */
    const char *compiler;  /**< the command that compiles */
    const char *cflags;    /**< the user's flags for it, or "" */
    const char *trace;     /**< where the trace goes as JSON, or NULL */
    unsigned long seconds; /**< after which the search stops; 0: never */
    bool json;             /**< print the record instead of the report */
    bool help;             /**< print how to use it */
    /** Options that the explored program itself understands. */
    char *passed_on[PASSED_ON_MAX];
    unsigned passed_on_count; /**< of them */
};

/** What --help prints. */
extern const char tool_help[];

/** @brief Reads the command line.
 *  @return 0, or EINVAL after a message on standard error. */
int tool_options_read(struct tool_options *options, int argc, char **argv);

#endif
