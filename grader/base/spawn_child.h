/**
 * @file spawn_child.h
 * @brief The child of spawn_run(), from fork() to its program.
 */
#ifndef LOCKSTEP_SPAWN_CHILD_H
#define LOCKSTEP_SPAWN_CHILD_H

#include <sys/types.h>

#include "base/spawn.h"

/** The pipes from the child: PIPE_TOLD is the sandbox's own, PIPE_FAILED gets
 *  the errno value of what kept the program from starting. */
enum {
    PIPE_OUTPUT,
    PIPE_OBSERVED,
    PIPE_REPORTS,
    PIPE_TOLD,
    PIPE_FAILED,
    PIPES
};

/** Their ends. */
struct pipes {
    int end[PIPES][2]; /**< to read, to write; -1: closed */
};

/**
 * @brief Becomes the probe, or the sandbox around it.
 * @param parent The judge, whose end ends this, too.
 */
_Noreturn void child_exec(const struct spawn_request *request,
                          const struct pipes *pipes, pid_t parent);

#endif
