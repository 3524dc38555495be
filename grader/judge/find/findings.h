/**
 * @file findings.h
 * @brief Which of a record's findings are one bug, and which one explains
 *        others.
 *
 * A reader has one bug to mend, not five: a report and a page show each finding
 * once, with the trials that met it. Any thread may call these.
 */
#ifndef LOCKSTEP_JUDGE_FINDINGS_H
#define LOCKSTEP_JUDGE_FINDINGS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/** @return Whether a trial's result has a finding like @p finding: a race on
 *  the same object, else the same kind at the same line, whichever thread got
 *  there. */
bool trial_has(const json_t *trial, const json_t *finding);

/** @return Whether the finding number @p finding of trial number @p trial was
 *  met in an earlier trial, or earlier in this one. */
bool finding_was_met(const json_t *trials, size_t trial, size_t finding);

/** @brief Puts what explains the other findings of a run before them: a lock
 *  that was never taken before the races that follow from it. */
void findings_order(json_t *findings);

#endif
