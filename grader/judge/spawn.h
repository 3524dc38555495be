/**
 * @file spawn.h
 * @brief Runs a probe and gathers all that it says, within bounds.
 */
#ifndef LOCKSTEP_SPAWN_H
#define LOCKSTEP_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/** Text that grows up to a limit; what comes later is dropped. */
struct gathered {
    char *text; /**< ends with a null byte; owned */
    size_t length;
    size_t limit;
    bool overflowed;
};

/** How a probe is started. */
struct spawn_request {
    char *const *argv;    /**< its program and arguments */
    const char *tsan_log; /**< ThreadSanitizer's log goes to <this>.PID */
    double wall_seconds;  /**< guards the machine; then the tree is killed */
    /** Called with each whole line that the probe observed; returning true
     *  kills the probe. May be NULL. */
    bool (*on_line)(pid_t pid, const char *line, void *context);
    void *context;
};

/** What came of it. */
struct spawn_result {
    struct gathered observations; /**< lines of JSON */
    struct gathered output;       /**< standard output and error */
    int status;                   /**< as waitpid() gives it */
    bool timed_out;               /**< wall_seconds were over */
    bool stopped;                 /**< on_line asked to kill it */
    pid_t pid;
    double seconds;
};

/**
 * @brief Starts the probe under a fixed address layout and waits for its end.
 * @return 0, or the errno value of what kept it from starting. Call
 *         spawn_free() in either case.
 * Any thread may call it.
 */
int spawn_run(const struct spawn_request *request, struct spawn_result *result);

/** @brief Frees what spawn_run() gathered. */
void spawn_free(struct spawn_result *result);

#endif
