/**
 * @file margin.h
 * @brief Accesses to memory that is nobody's.
 *
 * Behind each block of the heap there is at least a byte that is nobody's
 * (heap.c). An access to it is a finding: real programs have the next block
 * there, or what the allocator itself writes down. So is one to the stack of a
 * thread that has ended: in a real program another thread gets it.
 */
#ifndef LOCKSTEP_MARGIN_H
#define LOCKSTEP_MARGIN_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @brief Looks closer at an access by the student's code, which may be of any
 *        size. One that leaves its block, or comes too late for a stack, is a
 *        finding, and ends the schedule.
 * @param pc Where in the student's code.
 */
void margin_check(const void *address, size_t size, bool write, const void *pc);

#endif
