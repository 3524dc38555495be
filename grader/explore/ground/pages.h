/**
 * @file pages.h
 * @brief Memory for the explorer's own state, outside the student's reach.
 *
 * The system call is made directly, so ThreadSanitizer does not take part:
 * nothing the explorer keeps may show up in what it watches.
 */
#ifndef LOCKSTEP_PAGES_H
#define LOCKSTEP_PAGES_H

#include <stddef.h>

/**
 * @brief Maps zeroed memory that costs nothing until it is touched.
 * @param size In bytes.
 * @return The memory; never NULL. Without memory the process ends with a
 *         message and status 3, the machine's fault.
 */
void *pages_map(size_t size);

/** @brief Makes the lowest pages of a stack trap. @return The stack. */
void *pages_guard(void *stack);

#endif
