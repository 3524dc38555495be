/**
 * @file crowd.h
 * @brief Hundreds of threads in one call, for trials of the explorer alone.
 *
 * A number of eight bits, for those who wait or for whose turn it is, is right
 * until there are 256 of them. That takes no search but a crowd: one schedule
 * in which all of them are on their way. So such a trial is
 * `.engines = TRIAL_EXPLORE, .schedules = 1, .calm = true, .sampled = true`.
 *
 * Who would go round in circles until its turn comes is stopped meanwhile, or
 * hundreds would. It may be stopped with a lock in its hand. So between
 * trial_gather() and trial_release() the body calls nothing of the contract
 * that could wait for it; threads that it starts may, and go on in the end.
 */
#ifndef LOCKSTEP_CROWD_H
#define LOCKSTEP_CROWD_H

#include <stddef.h>

enum {
    CROWD_BYTE = 256, /**< so many are none, where they are counted in a byte */
    CROWD_MOST = 260  /**< in one crowd */
};

/**
 * @brief Starts a crowd, and waits until each of them is blocked, has returned,
 *        or was stopped on its way.
 * @param count How many threads, at most CROWD_MOST.
 * @param steps How far each gets, as for trial_stop_after(): enough for a call
 *              to come to where it waits.
 * @param start Their function; is given a `const size_t`, the number of the
 *              thread among them, from 0, which stays until the round ends.
 * Only the trial's body may call it, once in a round.
 */
void trial_gather(size_t count, size_t steps, void *(*start)(void *number));

/**
 * @brief Lets all of them go on, one by one in the order of their numbers, each
 *        as far as it can.
 * Only the trial's body may call it, when what they wait for has come or is
 * sure to come. Those who wait still are joined by trial_run() as any thread.
 */
void trial_release(void);

#endif
