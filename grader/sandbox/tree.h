/**
 * @file tree.h
 * @brief The processes that descend from one, seen from outside.
 */
#ifndef LOCKSTEP_SANDBOX_TREE_H
#define LOCKSTEP_SANDBOX_TREE_H

#include <stdbool.h>
#include <sys/types.h>

/** What a tree uses at one moment. */
struct tree_use {
    unsigned long long memory; /**< bytes resident, shared ones each time */
    unsigned tasks;            /**< threads */
};

/** @brief Adds up what @p root and all that descend from it use. */
void tree_measure(pid_t root, struct tree_use *use);

/**
 * @brief Kills all that descends from this process and reaps it.
 * @return Whether nothing is left: false only if the kernel keeps something
 *         for more than ten seconds.
 * The caller must be single-threaded and a child subreaper.
 */
bool tree_end(void);

/** @return Whether this kernel lists a process's children. */
bool tree_known(void);

#endif
