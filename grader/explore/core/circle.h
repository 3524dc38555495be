/**
 * @file circle.h
 * @brief Threads that wait for each other's locks, while others go on.
 *
 * The one idea: whoever waits in a circle of locks waits for ever, whatever the
 * threads outside of it do. So that is a deadlock when the circle closes, and
 * not only once nobody can go on.
 */
#ifndef LOCKSTEP_CIRCLE_H
#define LOCKSTEP_CIRCLE_H

#include <stdbool.h>

#include "explore/core/thread.h"

/**
 * @param self A thread that has just announced an operation.
 * @return Whether it now waits for a lock whose owner waits for a lock, and so
 *         on, up to one that @p self holds. A wait with a deadline, or for
 *         anything but a lock that has one owner, ends the search: those may
 *         still come to an end.
 */
bool circle_closes(const struct thread *self);

#endif
