/**
 * @file move_tell.h
 * @brief What a thread is about to do, as a part of a line for the judge.
 */
#ifndef LOCKSTEP_MOVE_TELL_H
#define LOCKSTEP_MOVE_TELL_H

#include "explore/core/schedule.h"
#include "trial/observe.h"

/** @brief Adds what @p thread has announced and how it would come out. A thread
 *  that has begun nothing yet starts. @p waits: it can't do it now. */
void move_tell(struct observation *line, const struct thread *thread,
               enum outcome move, bool waits);

#endif
