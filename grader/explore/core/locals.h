/**
 * @file locals.h
 * @brief The student's thread-local variables, a copy for each fiber.
 *
 * The one idea: fibers share one OS thread, but the student's code takes its
 * thread pointer from __lockstep_thread_pointer. A fiber has a copy of the
 * probe's block of thread-local variables and a pointer as far from it as the
 * machine's is from the block, so its variables have addresses of their own.
 */
#ifndef LOCKSTEP_LOCALS_H
#define LOCKSTEP_LOCALS_H

#include <stdbool.h>
#include <stddef.h>

/** @brief Finds the block and remembers how it looks at the start. */
void locals_setup(void);

/**
 * @brief Makes the copy of fiber number @p index look like the start.
 * @return The fiber's thread pointer, the same for every schedule.
 */
char *locals_prepare(unsigned index);

/** @return Whether @p address lies in the copy of a fiber. */
bool locals_hold(const void *address);

/** @return The copy of fiber number @p index, of @p size bytes. */
const char *locals_of(unsigned index, size_t *size);

/** @brief Reports to the judge where each thread's variables are, so that it
 *  can say what an address is. */
void locals_report(void);

#endif
