/**
 * @file commands.h
 * @brief What `sandbox` can be asked for.
 */
#ifndef LOCKSTEP_SANDBOX_COMMANDS_H
#define LOCKSTEP_SANDBOX_COMMANDS_H

#include "sandbox/limits.h"
#include "sandbox/watch.h"

/** What the command line says; all strings are borrowed. */
struct request {
    struct limits limits;
    pid_t parent;       /**< ends with it; 0: with the parent at the start */
    int tell;           /**< probe: where to report how it ended, or -1 */
    const char *source; /**< compile: the student's file */
    const char *header; /**< compile: the lesson's header */
    const char *object; /**< compile: where the object goes */
    const char *text;   /**< compile: where the preprocessed text goes */
    const char
        *calls;  /**< compile: where gcc's own text goes, see gate/calls.h */
    char **rest; /**< what comes after `--`, ending with NULL */
};

/** The exit statuses of `sandbox compile` and `sandbox works`. */
enum { SANDBOX_DONE, SANDBOX_REFUSED, SANDBOX_BROKEN };

/**
 * @brief Runs a probe with the descriptors 0 to 4 of this process.
 * @return Its exit status; this process ends by the same signal as the probe,
 *         by SIGKILL if it was stopped, and with 125 if there was no sandbox.
 */
int probe_command(const struct request *request);

/** @brief Compiles and preprocesses a file.
 *  @return SANDBOX_DONE; SANDBOX_REFUSED if it does not compile or takes too
 *          much, as standard error then says; or SANDBOX_BROKEN. */
int compile_command(const struct request *request);

/** @brief Tries whether a sandbox can be made here, with ThreadSanitizer at
 *         work in it, and says so or why not, and what to do.
 *  @return SANDBOX_DONE or SANDBOX_BROKEN. */
int works_command(void);

#endif
