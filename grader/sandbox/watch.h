/**
 * @file watch.h
 * @brief Watches a started box from outside, and ends it.
 */
#ifndef LOCKSTEP_SANDBOX_WATCH_H
#define LOCKSTEP_SANDBOX_WATCH_H

#include "sandbox/box.h"
#include "sandbox/limits.h"

/** Why a box ended. */
enum ending {
    ENDED_ITSELF, /**< the program came to its end, in whatever way */
    ENDED_WALL,   /**< it took longer than limits.wall */
    ENDED_MEMORY, /**< it used more than limits.memory */
    ENDED_TASKS,  /**< it had more threads than limits.tasks */
    ENDED_ASKED,  /**< a signal told this process to end, or its parent died */
    ENDED_BROKEN, /**< the program was never started */
};

/** What is gathered meanwhile: what a pipe gives is copied to standard error,
 *  up to a bound; what comes after it is thrown away. */
struct drain {
    int fd;       /**< non-blocking, or -1 for none */
    size_t bound; /**< bytes that are still copied */
};

/** Exit statuses from here on stand for a signal, as in a shell. */
enum { STATUS_SIGNALLED = 128 };

/**
 * @brief Makes a process that can watch: signals wait to be looked at, and
 *        orphans below it become its children. Call it first.
 *
 * It returns in a child of the calling process, which itself waits and ends
 * like that child.
 * @param from What must stay alive for the box to go on: the parent of this
 *             process; 0: the one it has now.
 * @return 0 or an errno value: ESRCH if that one is gone already.
 */
int watch_begin(pid_t from);

/**
 * @brief Waits for the end of the box, or brings it about; then nothing of it
 *        is left running.
 * @param status Gets the program's exit status, if it ended itself.
 */
enum ending watch_box(struct boxed *boxed, const struct limits *limits,
                      struct drain *drain, int *status);

/** @brief Ends this process with @p status, by a signal if it means one. */
_Noreturn void watch_end_like(int status);

#endif
