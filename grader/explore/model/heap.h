/**
 * @file heap.h
 * @brief The heap of the student's code: the same in every schedule.
 */
#ifndef LOCKSTEP_HEAP_H
#define LOCKSTEP_HEAP_H

struct digest;

/** @brief Prepares the list of blocks. Call it once. */
void heap_setup(void);

/** @brief Frees every block that the schedule left behind. */
void heap_clear(void);

/** @brief Adds every block and what is in it. */
void heap_digest(struct digest *digest);

/** @brief Notes a leak if a block that is left is out of reach (see leak.h).
 *  Every thread must have ended. */
void heap_leaks_find(void);

/** @brief Reports to the judge where the schedule's blocks are, so that it can
 *  name the members of structs in them. */
void heap_report(void);

#endif
