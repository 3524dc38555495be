/**
 * @file command.h
 * @brief Runs a command and times it.
 */
#ifndef LOCKSTEP_BENCH_COMMAND_H
#define LOCKSTEP_BENCH_COMMAND_H

#include <stdbool.h>

/** What to run; everything is borrowed. */
struct command {
    char *const *argv;
    const char *folder; /**< where, or NULL: here */
    const char *tsan;   /**< TSAN_OPTIONS, or NULL: none */
    double limit;       /**< seconds; then it and its group are killed */
};

/** What came of it. */
struct outcome {
    int status;     /**< as waitpid() gives it */
    bool timed_out; /**< the limit was exceeded */
    double seconds; /**< from the start to the end */
    char text[256]; /**< how its standard output begins */
};

/**
 * @brief Runs the command and waits for its end.
 *
 * It gets no input, descriptor 3 and its errors lead nowhere, and memory is
 * laid out alike at every start, which ThreadSanitizer needs on some kernels.
 * @return Whether it could be started.
 */
bool command_run(const struct command *command, struct outcome *outcome);

/** @return Whether the command ended by itself, with status 0. */
bool outcome_good(const struct outcome *outcome);

/** @brief Runs a shell command that prepares something.
 *  @param command A printf format.
 *  @return Whether it succeeded; if not, it is shown. */
__attribute__((format(printf, 1, 2))) bool shell_run(const char *command, ...);

#endif
