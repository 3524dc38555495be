/**
 * @file one.h
 * @brief Grades one file: a pure function from a submission to a record.
 *
 * The same file graded by the same kit gives the same record, but for the
 * `seconds` of its runs and the counts of real threads (`threads`,
 * `sync_calls`, `rounds` of the stress engine). It depends on no environment
 * variable but PATH, TMPDIR and what names the terminal's language to nobody.
 */
#ifndef LOCKSTEP_ONE_H
#define LOCKSTEP_ONE_H

#include "batch/work/task.h"

/** What to grade; all borrowed. */
struct one_request {
    const char *lesson;
    const char *source; /**< the file; its name does not matter */
    const char *record; /**< where the record goes; an older one is replaced */
    const char *key;    /**< the key that it must have, or NULL */
    const char *work;   /**< folder for work folders, or NULL: TMPDIR, /tmp */
    const struct task_rules *rules;
    unsigned wall; /**< seconds that the whole may take; 0: WALL_SECONDS a
                        seed. It guards the machine and decides no verdict. */
};

enum { WALL_SECONDS = 2700 };

/**
 * @brief Grades a file in a folder of its own and writes the record when it is
 *        whole.
 *
 * Nothing that was started is left when it returns, nor the folder. A process
 * grades one file and then ends: it takes over all orphans and the signals
 * that end programs. The working directory is the kit's root.
 * @return 0 if a record was written, whatever its verdict; else an errno value
 *         (EIO: grading broke down; EINTR: a signal asked it to end), after a
 *         message on standard error.
 */
int one_grade(const struct one_request *request);

#endif
