/**
 * @file shared.h
 * @brief Which memory more than one thread uses, learnt from traces.
 */
#ifndef LOCKSTEP_SHARED_H
#define LOCKSTEP_SHARED_H

#include <stdbool.h>
#include <stddef.h>

/** @brief Nothing is known. */
void shared_forget(void);

/** @brief A schedule begins: the same addresses may be other things. */
void shared_begin(void);

/**
 * @brief Notes a use of @p size bytes at @p address by the thread @p thread.
 * @return Whether that makes it shared: two threads use it, one of which
 *         changes it, and it was not known.
 */
bool shared_note(const void *address, size_t size, unsigned thread,
                 bool changes);

/** @return Whether any of @p size bytes there are shared in some schedule. */
bool shared_holds(const void *address, size_t size);

#endif
