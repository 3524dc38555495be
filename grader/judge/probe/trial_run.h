/**
 * @file trial_run.h
 * @brief Runs one trial's probes and decides what came of it.
 */
#ifndef LOCKSTEP_TRIAL_RUN_H
#define LOCKSTEP_TRIAL_RUN_H

#include <stdbool.h>

#include "trial/trial.h"

/**
 * @brief Runs @p trial by every engine that was asked for, and writes the
 *        result to `<out>/logs/<trial>.json` for the record.
 * @return Whether the trial passed.
 * Called by the trial's Criterion test.
 */
bool trial_run_probes(const struct trial *trial);

#endif
