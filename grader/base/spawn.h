/**
 * @file spawn.h
 * @brief Runs a probe and gathers all that it says, within bounds.
 */
#ifndef LOCKSTEP_SPAWN_H
#define LOCKSTEP_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/** The time zone of all probes. It is not UTC, so code that takes local time
 *  for it is wrong everywhere. */
#define SPAWN_ZONE "LST-5:30"
/** Their locale. */
#define SPAWN_LOCALE "C"

/** Text that grows up to a limit; what comes later is dropped. */
struct gathered {
    char *text; /**< ends with a null byte; owned */
    size_t length;
    size_t limit;
    bool overflowed;
};

/** How a probe is started. */
struct spawn_request {
    char *const *argv;   /**< its program and arguments */
    double wall_seconds; /**< guards the machine; then the tree is killed */
    bool sandboxed;      /**< shut in by build/bin/sandbox */
    bool input;          /**< has this process's standard input, or none */
    bool talkative;      /**< output past the bound is cut; else it kills */
    /** Called with each whole line that the probe observed; returning true
     *  kills the probe. May be NULL. */
    bool (*on_line)(pid_t pid, const char *line, void *context);
    /** Called some 50 times a second while it runs; returning true kills the
     *  probe. May be NULL. */
    bool (*on_turn)(pid_t pid);
    void *context; /**< of on_line */
};

/** What a probe used too much of, so that the sandbox stopped it. */
enum spawn_excess { EXCESS_NONE, EXCESS_MEMORY, EXCESS_TASKS, EXCESS_WALL };

/** What came of it. */
struct spawn_result {
    struct gathered observations; /**< lines of JSON */
    struct gathered output;       /**< standard output and error */
    struct gathered reports;      /**< ThreadSanitizer's log */
    enum spawn_excess excess;
    unsigned long long excess_limit; /**< bytes, threads or seconds */
    bool sandbox_broken; /**< no sandbox could be made: it never ran */
    int status;          /**< as waitpid() gives it */
    bool timed_out;      /**< wall_seconds had passed */
    bool stopped;        /**< on_line asked to kill it */
    pid_t pid;           /**< the child: the probe, or the sandbox around it */
    double seconds;
};

/**
 * @brief Starts the probe under a fixed address layout and waits for its end.
 * @return 0, or the errno value of what kept it from starting. Call
 *         spawn_free() in either case.
 * Nothing of a probe in a sandbox is left when this returns, or 50 ms after
 * this process was killed. Any thread may call it.
 */
int spawn_run(const struct spawn_request *request, struct spawn_result *result);

/** @return The probe's own process: in a sandbox it is the last of a line of
 *  processes, each the only child of the one before. */
pid_t spawn_probe(const struct spawn_request *request, pid_t pid);

/** @return Whether the environment asks for probes in a sandbox
 *  (`LOCKSTEP_SANDBOX=on`). */
bool spawn_sandbox_asked(void);

/** @brief Frees what spawn_run() gathered. */
void spawn_free(struct spawn_result *result);

#endif
