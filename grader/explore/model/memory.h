/**
 * @file memory.h
 * @brief Plain memory accesses of the student's code.
 */
#ifndef LOCKSTEP_MEMORY_H
#define LOCKSTEP_MEMORY_H

#include <stdbool.h>

#include "explore/core/thread.h"

struct digest;

/** @brief Decides how accesses are treated in the next schedule, from
 *  schedule.limits and whether it is traced. */
void memory_prepare(void);

/** @brief From now on it is known when the program writes to memory that no
 *  digest has; then this one has it not. */
void memory_digest(struct digest *digest);

/** @brief The program writes there, by an atomic operation. */
void memory_written(const void *address);

/** @return Whether that is on the running thread's stack, which is its own. */
bool on_own_stack(const void *address);

/** Two accesses that were due at the same moment, one of them a write. */
struct collision {
    bool seen;                   /**< there was one */
    const void *address;         /**< what both are about */
    const void *pc[2];           /**< where in the student's code */
    bool writes[2];              /**< which of them write */
    char thread[2][THREAD_NAME]; /**< the threads that make them */
};

/** The first collision of the running schedule. */
extern struct collision collision;

#endif
