/**
 * @file box.h
 * @brief What can be seen in a sandbox, and how it is started.
 *
 * A box is described step by step, then started once. What it shows of the
 * host is read-only; files of the kit and of students are copied in, so that no
 * path of them exists inside, and one user's rights never matter to another.
 */
#ifndef LOCKSTEP_SANDBOX_BOX_H
#define LOCKSTEP_SANDBOX_BOX_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "sandbox/filter.h"
#include "sandbox/limits.h"

enum { BOX_FILES = 16 };

/** A box in the making. */
struct box {
    FILE *arguments;      /**< bubblewrap's, each ended by a null byte */
    int files[BOX_FILES]; /**< open files that are copied in */
    unsigned file_count;
    int error; /**< the first error; later steps do nothing */
};

/** A started box. */
struct boxed {
    pid_t bubblewrap; /**< a child of this process */
    int status_fd;    /**< bubblewrap's own report, to be read at the end */
};

/** @brief Begins a box: all namespaces separate, nothing in it but /proc, a
 *  small private /tmp and /dev/null. End it with box_end(). */
void box_begin(struct box *box, const struct limits *limits);

/** @brief Adds arguments for bubblewrap, as strings, the last one NULL. */
void box_add(struct box *box, ...) __attribute__((sentinel));

/**
 * @brief Copies the regular file @p from into the box, as @p to.
 * @param mode Its access rights there, in octal digits.
 * A link is not followed.
 */
void box_copy(struct box *box, const char *from, const char *to,
              const char *mode);

/**
 * @brief Starts a program in the box: the last step.
 * @param argv Program (a path in the box) and arguments.
 * @param kept Descriptors 0 to @p kept are passed on, no others.
 * @param whom Which system calls it may make.
 * @return 0 or an errno value; then nothing was started.
 */
int box_start(struct box *box, char *const *argv, int kept,
              enum filter_for whom, const struct limits *limits,
              struct boxed *boxed);

/** @brief Frees what the box holds; a program started in it goes on. */
void box_end(struct box *box);

/**
 * @brief Reads how the program ended, after bubblewrap did.
 * @param status Gets its exit status; 128 and more: killed by a signal.
 * @return Whether it ran at all. Closes status_fd.
 */
bool boxed_ran(struct boxed *boxed, int *status);

#endif
