/**
 * @file world.h
 * @brief Everything that a schedule starts from, put there afresh each time.
 *
 * The one idea: parts of the explorer that keep something during a schedule
 * are listed in one table (world.c). A new one adds a line there, and nothing
 * below needs to know of it.
 */
#ifndef LOCKSTEP_WORLD_H
#define LOCKSTEP_WORLD_H

#include "explore/core/schedule.h"

/** @brief Prepares every part. Call it once, from the engine's context. */
void world_setup(void);

/**
 * @brief Runs one schedule from a fresh start, with schedule.limits.
 * @param body     The first thread, with its argument.
 * @param strategy Makes the choices.
 * Static data, objects and threads are as new. What happened is left in
 * ::schedule and in the finding (finding.h); a hang has its proper name.
 */
void world_run(void *(*body)(void *), void *argument,
               const struct strategy *strategy);

/** @brief Gives back what the schedule left over: threads, blocks, statics.
 *  world_run() does so first; call it when no other run follows. */
void world_clear(void);

#endif
