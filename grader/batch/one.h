/**
 * @file one.h
 * @brief Grades one file: a pure function from a submission to a record.
 */
#ifndef LOCKSTEP_ONE_H
#define LOCKSTEP_ONE_H

#include "batch/task.h"

/**
 * @brief Grades a file in a folder of its own, in the sandbox, and writes the
 *        record when it is whole.
 * @param source The file; its name does not matter.
 * @param record Where the record goes; an existing one is replaced.
 * @return 0 if a record was written, whatever its verdict; else an errno value
 *         (EIO: grading broke down), after a message on standard error.
 */
int one_grade(const struct task *task, const struct task_rules *rules,
              const char *source, const char *record);

#endif
