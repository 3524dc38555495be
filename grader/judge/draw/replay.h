/**
 * @file replay.h
 * @brief Runs one schedule of one trial again and shows it.
 */
#ifndef LOCKSTEP_REPLAY_H
#define LOCKSTEP_REPLAY_H

#include "judge/base/settings.h"
#include "trial/trial.h"

/**
 * @brief Replays settings->replay in the trial settings->trial and prints its
 *        picture and findings.
 * @return 0 when the schedule ran, with or without a finding; EINVAL, after a
 *         message, for an unknown trial or an id that does not fit.
 */
int replay_show(const struct settings *settings);

/** @return The trial of that name, or NULL after a message that lists all. */
const struct trial *trial_find(const char *name);

#endif
