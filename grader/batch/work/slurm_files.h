/**
 * @file slurm_files.h
 * @brief What the elements of a job array read: the commands, one for each
 *        task, and the script that runs an element's share of them.
 *
 * Both lie in the folder OUT/slurm. Each function returns 0 or an errno value.
 * One thread at a time.
 */
#ifndef LOCKSTEP_SLURM_FILES_H
#define LOCKSTEP_SLURM_FILES_H

#include <stddef.h>

#include "batch/work/executor.h"

/**
 * @brief Writes FOLDER/commands: a line of shell for each of some tasks.
 * @param asked Their indices, in the order of the lines.
 */
int slurm_commands_write(const char *folder, const struct execution *execution,
                         const struct tasks *tasks, const size_t *asked,
                         size_t count);

/**
 * @brief Writes FOLDER/job.sh. Element N runs the commands from N * chunk on,
 *        and what they say goes to FOLDER/log/N.txt.
 */
int slurm_script_write(const char *folder, size_t chunk);

#endif
