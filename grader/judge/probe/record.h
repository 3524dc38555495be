/**
 * @file record.h
 * @brief The machine-readable result of one lesson for one submission.
 *
 * A record is a JSON object: `format` ("lockstep-record"), `version` (1),
 * `lesson`, `title`, `source`, `verdict`, `points`, `max_points`, `seed`,
 * `compiler_output`, `refused`, `trials[]` and `versions`. A trial has `name`,
 * `promise`, `verdict`, `points`, `max_points`, `findings[]` (see evidence.h)
 * and `engines[]` with the figures of each engine that ran.
 */
#ifndef LOCKSTEP_RECORD_H
#define LOCKSTEP_RECORD_H

#include <jansson.h>
#include <stdbool.h>

#include "judge/base/settings.h"

/**
 * @brief Puts the record together from the trials' results.
 * @param confirmed Whether Criterion itself counted a trial as passed; what a
 *                  file says beyond that was forged, and is `integrity`.
 * @return The record, owned by the caller. A trial without a result counts as
 *         `invalid`: its test broke down.
 */
json_t *record_make(const struct settings *settings,
                    bool (*confirmed)(const char *trial));

/** @brief Writes it to `<out>/record.json`, whole or not at all.
 *  @return 0 or an errno value. */
int record_write(const json_t *record, const struct settings *settings);

#endif
