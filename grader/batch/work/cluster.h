/**
 * @file cluster.h
 * @brief A run on a cluster, and which of its records have come.
 *
 * The parts of executor_slurm.c that are about tasks, not about Slurm. One
 * thread at a time.
 */
#ifndef LOCKSTEP_CLUSTER_H
#define LOCKSTEP_CLUSTER_H

#include <signal.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "batch/work/executor.h"
#include "batch/work/slurm.h"

enum { CLUSTER_NAME = 32 };

/** Which file a record is: a new one is another file. */
struct stamp {
    ino_t file;
    struct timespec written;
};

/** A run on a cluster. */
struct cluster {
    struct tasks *tasks;
    struct execution execution; /**< for elements: no local work folder */
    struct progress *progress;
    char name[CLUSTER_NAME]; /**< of all its jobs */
    char *folder;            /**< OUT/slurm */
    char *root;              /**< the kit's */
    size_t *asked;           /**< indices of the tasks of the array, in order */
    struct stamp *stamp;     /**< for each task: the record it had before */
    size_t asked_count;
    size_t chunk; /**< tasks an element */
    char reason[SLURM_SAID];
    sigset_t ends, before;
};

/** @brief Gathers the tasks that are to be done, and notes what they have now:
 *  no record, or an `invalid` one, which is made again. */
void cluster_gather(struct cluster *cluster);

/** @brief Looks for the records; a task is done when a new one is there,
 *  whatever it says.
 *  @return How many are missing. */
size_t cluster_look(struct cluster *cluster);

/** @brief Gives up each task whose record did not come, and names the file with
 *  what its element said. */
void cluster_missing(struct cluster *cluster);

#endif
