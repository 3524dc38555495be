/**
 * @file filter.h
 * @brief The system calls that a program in the sandbox may make (seccomp).
 */
#ifndef LOCKSTEP_SANDBOX_FILTER_H
#define LOCKSTEP_SANDBOX_FILTER_H

/** What a filter is for. */
enum filter_for {
    FILTER_PROBE,    /**< threads, but no processes */
    FILTER_COMPILER, /**< a compiler with its helpers, and files in /tmp */
};

/**
 * @brief Makes the filter's program.
 * @param fd Gets an open file with it, as bubblewrap's --seccomp reads it; the
 *           caller closes it.
 * @return 0 or an errno value. Any thread may call it.
 */
int filter_open(enum filter_for whom, int *fd);

#endif
