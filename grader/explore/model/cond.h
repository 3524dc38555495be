/**
 * @file cond.h
 * @brief What others ask about condition variables.
 */
#ifndef LOCKSTEP_COND_H
#define LOCKSTEP_COND_H

#include <stdbool.h>

struct object;
struct thread;

/** @return Whether @p thread is in a condition wait and has no wakeup to take.
 */
bool cond_keeps(const struct thread *thread);

/** @return The condition that keeps @p thread, if the latest signal or
 *  broadcast on it came before that wait and reached nobody; else NULL. */
const struct object *cond_unheard(const struct thread *thread);

#endif
