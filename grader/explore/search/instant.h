/**
 * @file instant.h
 * @brief A number for an instant of a schedule: what decides how it can go on.
 *
 * The one idea: two schedules that are at the same instant have the same
 * future. It is more than state_digest() has, which must only tell a state that
 * comes again in one schedule: what atomics may still see, and what the
 * adversary may still do. And it is less: what the kit's own calls left on a
 * thread's stack is of no matter.
 */
#ifndef LOCKSTEP_INSTANT_H
#define LOCKSTEP_INSTANT_H

#include "explore/core/digest.h"
#include "explore/core/thread.h"

/** @brief The running thread has come to a point: as a strategy's `arrive`. */
void instant_arrive(const struct thread *self);

/** @return The digest; open if there is more than can be known. From the
 *  engine's context, at a point. */
struct digest instant_digest(void);

#endif
