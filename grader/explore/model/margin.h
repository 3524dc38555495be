/**
 * @file margin.h
 * @brief Accesses beside the blocks of the heap.
 *
 * Behind each block there is at least a byte that is nobody's (heap.c). An
 * access to it is a finding: real programs have the next block there, or what
 * the allocator itself writes down.
 */
#ifndef LOCKSTEP_MARGIN_H
#define LOCKSTEP_MARGIN_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @brief Looks closer at an access by the student's code, which may be of any
 *        size. One that leaves its block is a finding, and ends the schedule.
 * @param pc Where in the student's code.
 */
void margin_check(const void *address, size_t size, bool write, const void *pc);

#endif
