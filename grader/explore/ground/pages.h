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
 * @return The memory; never NULL. Where there is none the probe ends, and it
 *         is the machine's fault (broken_exit()).
 */
void *pages_map(size_t size);

/** @brief As pages_map(), for what can be had in another size.
 *  @return NULL where there is none. */
void *pages_try(size_t size);

/** @brief Makes the lowest pages of a stack trap. @return The stack. */
void *pages_guard(void *stack);

#endif
