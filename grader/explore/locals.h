/**
 * @file locals.h
 * @brief The student's thread-local variables, one copy for each fiber.
 *
 * The one idea: fibers share one OS thread and so one block of thread-local
 * variables. The part of it that belongs to the probe's own objects is copied
 * out and in at each switch. With no such variable nothing is copied.
 */
#ifndef LOCKSTEP_LOCALS_H
#define LOCKSTEP_LOCALS_H

#include <stdbool.h>
#include <stddef.h>

/** @brief Finds the block and remembers how it looks at the start. */
void locals_setup(void);

/** @return A copy for a fiber, or NULL if there are no such variables. */
void *locals_make(void);

/** @brief Puts a fiber's copy back to how it was at the start. */
void locals_reset(void *to);

/** @brief Saves the block to @p out and loads it from @p in. */
void locals_swap(void *out, const void *in);

/** @return Whether @p address lies in the block, or is errno's: such an access
 *  is private to its thread, although all fibers make it at one address. */
bool locals_contain(const void *address);

/** @return Whether there are thread-local variables at all. */
bool locals_exist(void);

#endif
